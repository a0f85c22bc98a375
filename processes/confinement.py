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
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any

from confinement import be_limited, end_group, read_answer

try:
    import resource
except ImportError:  # pragma: no cover  Windows
    resource = None  # type: ignore[assignment]

MEMORY = 512 * 1024 * 1024  # bytes above what the parent has
CPU_SECONDS = 5
PATIENCE = 10.0  # seconds on the clock

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
        _be_child(judge, reader, writer, {"CPU": cpu, "AS": memory})
    os.close(writer)
    with contextlib.suppress(OSError):  # it has already done so itself, or is gone
        os.setpgid(child, child)
    try:
        answer = read_answer(reader, until=time.monotonic() + patience)
    finally:
        os.close(reader)
        end_group(child)
    said = json.loads(answer) if answer.endswith(b"}\n") else {"failed": "stopped by a limit"}
    if "failed" in said:
        _log.warning("a confined judgement ended without an answer: %s", said["failed"])
        raise Undecided("检查用的时间或内存超过了限度")
    return said["answer"]


def _be_child(
    judge: Callable[[], Any], reader: int, writer: int, limits: Mapping[str, int]
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


def _confine(reader: int, writer: int, limits: Mapping[str, int]) -> None:  # pragma: no cover
    ceiling = _address_space() + limits["AS"]
    os.close(reader)
    os.closerange(3, writer)
    os.closerange(writer + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    be_limited({**limits, "AS": ceiling, "CORE": 0, "FSIZE": 0, "NOFILE": 0})


def _address_space() -> int:  # pragma: no cover
    """Bytes that this process has mapped; a gigabyte where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 1 << 30
