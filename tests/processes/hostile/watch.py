"""Watches the interpreter through its audit hook while something hostile is looked at."""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

FORBIDDEN = {
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.putenv", "os.unsetenv", "os.remove",
    "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.symlink", "os.link", "os.truncate", "pty.spawn",
    "subprocess.Popen", "exec", "compile", "import", "open", "pickle.find_class", "marshal.loads", "marshal.load",
    "ctypes.dlopen", "ctypes.dlsym", "socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request",
    "code.__new__", "function.__new__", "builtins.breakpoint", "builtins.input", "shutil.copyfile",
    "sqlite3.connect", "tempfile.mkstemp", "webbrowser.open",
}  # fmt: skip
_seen: list[tuple[str, str]] | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _seen is not None and event in FORBIDDEN:
        _seen.append((event, repr(arguments)[:200]))


sys.addaudithook(_hook)


@contextlib.contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """What happened inside that nothing hostile may make happen. An audit hook stays for ever, hence the switch."""
    global _seen  # noqa: PLW0603
    happened: list[tuple[str, str]] = []
    _seen = happened
    try:
        yield happened
    finally:
        _seen = None
