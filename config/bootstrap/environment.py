"""Our own virtual environment, with exactly the packages of the lock files."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from config.bootstrap.places import LOG, ROOT, VENV, digest, is_current, python
from config.bootstrap.progress import StepFailed, Stopped, run, say, step

RUNTIME = ROOT / "requirements.lock"
EVERYTHING = ROOT / "requirements-dev.lock"
_UNREACHABLE = (
    "Could not find a version",
    "Max retries",
    "NewConnectionError",
    "Read timed out",
    "ConnectionError",
)
_OLDEST = (3, 11)


def prepare(*, everything: bool) -> None:
    """Make the environment, or bring it up to the locks; with ``everything`` the tools of the tests too.

    Raises Stopped with a sentence when Python is too old, lacks venv, or the package index is unreachable.
    """
    lock = EVERYTHING if everything else RUNTIME
    stamp = VENV / f"{lock.stem}.stamp"
    wanted = f"{sys.version_info.major}.{sys.version_info.minor} {digest([lock])}"
    if python().exists() and is_current(stamp, wanted):
        return
    _require_python()
    if not any(VENV.glob("*.stamp")):
        _create()
    packages = sum(1 for line in lock.read_text().splitlines() if line[:1].isalnum())
    with step(f"安装依赖（{packages} 个包）"):
        install(lock)
    stamp.write_text(wanted)


def enter(arguments: list[str]) -> int:
    """Run the same command again inside the environment; on POSIX this process becomes that one."""
    command = [str(python()), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    return subprocess.call(command)


def install(requirements: Path) -> None:
    """Install a hashed list of packages. Raises Stopped."""
    options = ["--require-hashes", "--no-deps", "--disable-pip-version-check", "--no-input", "-q"]
    try:
        run([str(_interpreter()), "-m", "pip", "install", *options, "-r", str(requirements)])
    except StepFailed as failure:
        if any(sign in failure.output for sign in _UNREACHABLE):
            raise Stopped(
                "连不上软件包源，依赖没有装上。请检查网络，"
                "或用 pip config set global.index-url 指定可用的镜像，"
                f"然后重新运行同一条命令，已下载的部分不会重来。详细记录在 {LOG}"
            ) from failure
        raise Stopped(f"依赖没有装上。最后的记录：\n{failure.output[-800:]}\n详细记录在 {LOG}") from failure


def _interpreter() -> Path:
    return Path(sys.executable) if os.environ.get("BANJIE_NO_VENV") else python()


def _require_python() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if sys.version_info < _OLDEST:
        raise Stopped(f"需要 Python 3.11 或更高版本，现在是 {version}。")
    # Debian and Ubuntu ship Python without the part that puts pip into a new environment.
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Stopped(
            f"这台机器的 Python 缺少 venv。请先运行：\n\n    sudo apt-get install -y python{version}-venv\n\n"
            "然后重新运行同一条命令。"
        )


def _create() -> None:
    say("首次启动需要联网下载约 100 MB，以后启动只要几秒。")
    with step("建立运行环境"):
        try:
            run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        except StepFailed as failure:
            raise Stopped(f"运行环境没有建成：\n{failure.output[-800:]}") from failure
