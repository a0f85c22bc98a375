"""Runs a judgement on hostile input in a child that may not outlive or outgrow its limits, nor reach anything.

The child is forked: it needs what is registered in this process (operations, facts, functions), and a fresh
interpreter would need a second for that. It inherits no lock that it takes (it computes on what it was given), closes
every inherited descriptor without a word to the other end, so that the parent's database connections stay as they are,
and can open no new one: no file, no socket, no network. What comes back is JSON, never code.
"""

import contextlib
import gc
import json
import logging
import os
import select
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any

try:
    import resource
except ImportError:  # pragma: no cover  Windows
    resource = None  # type: ignore[assignment]

MEMORY = 512 * 1024 * 1024  # bytes above what the parent has
CPU_SECONDS = 5
PATIENCE = 10.0  # seconds on the clock
ANSWER = 1_000_000  # bytes


_log = logging.getLogger(__name__)


class Undecided(Exception):
    """The child was stopped by a limit, or died: the input is to be refused."""


def confined(
    judge: Callable[[], Any], *, memory: int = MEMORY, cpu: int = CPU_SECONDS, patience: float = PATIENCE
) -> Any:
    """What ``judge()`` answers, as JSON data, within ``memory`` bytes and ``cpu`` seconds. Raises Undecided.

    Where the platform has no fork or no limits, it runs here: the judgement itself is bounded in size and steps, and
    the child is the second wall.
    """
    if resource is None or not hasattr(os, "fork"):  # pragma: no cover
        return json.loads(json.dumps(judge()))
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover  measured nowhere: the child leaves by os._exit
        _be_child(judge, reader, writer, {resource.RLIMIT_CPU: cpu, resource.RLIMIT_AS: memory})
    os.close(writer)
    with contextlib.suppress(OSError):  # it has already done so itself, or is gone
        os.setpgid(child, child)
    try:
        answer = _read(reader, time.monotonic() + patience)
    finally:
        os.close(reader)
        _end(child)
    said = json.loads(answer) if answer.endswith(b"}\n") else {"failed": "stopped by a limit"}
    if "failed" in said:
        _log.warning("a confined judgement ended without an answer: %s", said["failed"])
        raise Undecided("检查用的时间或内存超过了限度")
    return said["answer"]


def _read(reader: int, until: float) -> bytes:
    parts: list[bytes] = []
    while (left := until - time.monotonic()) > 0 and sum(map(len, parts)) <= ANSWER:
        if not select.select([reader], [], [], left)[0]:
            break
        part = os.read(reader, 65_536)
        parts.append(part)
        # What the child may have started holds the pipe open as well: the line's end is the answer's end.
        if part.endswith(b"\n") or not part:
            return b"".join(parts)
    return b""


def _end(child: int) -> None:
    """End the whole group, so that nothing it started lives on."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)


def _be_child(
    judge: Callable[[], Any], reader: int, writer: int, limits: Mapping[int, int]
) -> None:  # pragma: no cover
    """Answer into ``writer`` and leave at once: nothing of the parent's may be tidied up from here."""
    try:
        gc.disable()  # a collection would copy every page of the parent
        os.setpgid(0, 0)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        _confine(reader, writer, limits)
        _write(writer, {"answer": judge()})
    except BaseException as error:  # noqa: BLE001  whatever it is, the parent is told and this process ends
        _write(writer, {"failed": f"{type(error).__name__}: {error}"[:1_000]})
    finally:
        os._exit(0)


def _write(writer: int, answer: Any) -> None:  # pragma: no cover
    rest = json.dumps(answer).encode() + b"\n"
    while rest:
        rest = rest[os.write(writer, rest) :]


def _confine(reader: int, writer: int, limits: Mapping[int, int]) -> None:  # pragma: no cover
    ceiling = _address_space() + limits[resource.RLIMIT_AS]
    os.close(reader)
    os.closerange(3, writer)
    os.closerange(writer + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    for limit, most in (
        (resource.RLIMIT_AS, ceiling),
        (resource.RLIMIT_CPU, limits[resource.RLIMIT_CPU]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        _lower(limit, most)


def _lower(limit: int, most: int) -> None:  # pragma: no cover
    """Set a limit where the platform knows it; one that is lower already stays."""
    hard = resource.getrlimit(limit)[1]
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (wanted, wanted))


def _address_space() -> int:  # pragma: no cover
    """Bytes that this process has mapped; a gigabyte where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 1 << 30
