"""A child that a file has taken over: what it tries is named on its command line."""

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import BinaryIO

from documents.child import answer

PORT = 9  # whichever: no socket is to be had


def attempt(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"


def reach_out(stream: BinaryIO) -> Mapping[str, object]:
    acts: list[Callable[[], object]] = [
        lambda: open("/etc/passwd", "rb"),  # noqa: SIM115
        lambda: open("/tmp/written-by-a-file", "wb"),  # noqa: SIM115, S108
        lambda: socket.create_connection(("127.0.0.1", PORT)),
        os.pipe,
        lambda: subprocess.run(["/bin/true"], check=True, capture_output=True),
    ]
    return {"tried": [attempt(act) for act in acts], "environment": dict(os.environ), "user": os.geteuid()}


def raise_limits(stream: BinaryIO) -> Mapping[str, object]:
    raised = []
    for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_CPU, resource.RLIMIT_DATA, resource.RLIMIT_FSIZE):
        try:
            resource.setrlimit(limit, (1 << 40, 1 << 40))
            raised.append(limit)
        except (ValueError, OSError):
            pass
    return {"raised": raised}


def write_over(stream: BinaryIO) -> Mapping[str, object]:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return {"tried": attempt(lambda: os.pwrite(0, b"changed", 0))}


def leave_one_behind(stream: BinaryIO) -> Mapping[str, object]:
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    return {"left": child}


def flood(stream: BinaryIO) -> Mapping[str, object]:
    while True:
        os.write(1, b"x" * 65_536)


def compute(stream: BinaryIO) -> Mapping[str, object]:
    while True:
        pass


def swallow(stream: BinaryIO) -> Mapping[str, object]:
    return {"size": len(bytearray(300 * 1024 * 1024))}


def sleep(stream: BinaryIO) -> Mapping[str, object]:
    time.sleep(60)
    return {"slept": True}


def crash(stream: BinaryIO) -> Mapping[str, object]:
    os.kill(os.getpid(), signal.SIGSEGV)
    return {"lived on": True}


DEEDS: dict[str, Callable[[BinaryIO], Mapping[str, object]]] = {
    "reach_out": reach_out,
    "raise_limits": raise_limits,
    "write_over": write_over,
    "leave_one_behind": leave_one_behind,
    "flood": flood,
    "compute": compute,
    "swallow": swallow,
    "sleep": sleep,
    "abort": lambda stream: os.abort(),
    "kill": crash,
    "exit": lambda stream: os._exit(0),
    "raise": lambda stream: {"raised": 1 // 0},
    "lie": lambda stream: {"media_type": "text/html", "refused": "NOT_A_REASON"},
    "nonsense": lambda stream: {"nonsense": os.write(1, b"[1]\n")},
}

if __name__ == "__main__":
    answer(DEEDS[sys.argv[1]])
