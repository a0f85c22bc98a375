"""Have one of our modules read a file in a child process that may not outlive or outgrow its limits, nor reach anything.

The child is a fresh interpreter without our environment: a parser that a file has taken over finds no secret in it.
"""

import json
import logging
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, cast

from confinement import end_group, read_answer

PATIENCE = 10.0  # seconds on the clock; the child ends after two of computing
AT_ONCE = 4  # children of one server process: together they stay under a gigabyte
_ROOT = Path(__file__).resolve().parents[1]
_PLACES = threading.BoundedSemaphore(AT_ONCE)
_log = logging.getLogger(__name__)


def read_confined(module: str, argument: str, *, stream: BinaryIO) -> dict[str, Any]:
    """What ``python -m module argument`` says of a file on disk; nothing when it was ended by a limit, or failed."""
    stream.flush()
    stream.seek(0)
    with _PLACES:
        return _run(module, argument, stream)


def _run(module: str, argument: str, stream: BinaryIO) -> dict[str, Any]:
    child = subprocess.Popen(  # noqa: S603 -- our own module, with an argument from our own list
        [sys.executable, "-m", module, argument],
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    said = cast(BinaryIO, child.stdout)
    try:
        line = read_answer(said.fileno(), until=time.monotonic() + PATIENCE)
    finally:
        said.close()
        child.returncode = end_group(child.pid)
    return _understood(line, module, argument, child.returncode)


def _understood(line: bytes, module: str, argument: str, status: int) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        answer = {"failed": f"ended with {status} and no answer"}
    if not isinstance(answer, dict) or "failed" in answer:
        _log.warning("%s %s: %s", module, argument, answer)
        return {}
    return answer
