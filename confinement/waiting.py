"""The parent's side: wait for one line, no longer and for no more than it should be, then end everything."""

import contextlib
import os
import select
import signal
import time

ANSWER = 1_000_000  # bytes


def read_answer(reader: int, *, until: float, most: int = ANSWER) -> bytes:
    """The line that comes from the pipe before ``until`` on the monotonic clock; empty when it is longer or late."""
    parts: list[bytes] = []
    while (left := until - time.monotonic()) > 0 and sum(map(len, parts)) <= most:
        if not select.select([reader], [], [], left)[0]:
            break
        part = os.read(reader, 65_536)
        parts.append(part)
        # What the child may have started holds the pipe open as well: the line's end is the answer's end.
        if part.endswith(b"\n") or not part:
            return b"".join(parts)
    return b""


def end_group(child: int) -> int:
    """Kill the whole group of the child, so that nothing it started lives on; returns what it ended with."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return 0
