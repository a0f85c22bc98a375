"""A process that does one thing after another for a test, and can be held or killed at any named point."""

import os
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import django

# In the server that hands are forked from this happens once, so that a new hand costs milliseconds.
django.setup()


@dataclass(frozen=True)
class Wish:
    """Where to wait for the test when first there, and where to die: at the ``nth`` time that the point is reached."""

    stop_at: frozenset[str] = frozenset()
    die_at: str = ""
    nth: int = 1


@dataclass(frozen=True)
class Answer:
    """What came of a deed: its value, or the exception by name and words; and the points passed, each with its time."""

    value: Any = None
    raised: str = ""
    said: str = ""
    passed: list[tuple[str, int]] = field(default_factory=list)

    def first(self, point: str) -> int:
        """When ``point`` was passed first, in nanoseconds of the clock that all processes share."""
        return next(moment for name, moment in self.passed if name == point)


class Watch:
    def __init__(self, pipe: Connection, wish: Wish) -> None:
        self.pipe, self.wish = pipe, wish
        self.passed: list[tuple[str, int]] = []
        self.seen: Counter[str] = Counter()

    def __call__(self, point: str) -> None:
        self.passed.append((point, time.monotonic_ns()))
        self.seen[point] += 1
        if self.wish.die_at == point and self.seen[point] == self.wish.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        if point in self.wish.stop_at and self.seen[point] == 1:
            self.pipe.send(point)
            self.pipe.recv()


def serve(pipe: Connection, database: str, folder: str) -> None:
    """Do what arrives until the pipe is closed."""
    from django.conf import settings
    from django.db import connection

    settings.OBJECT_STORE = {"folder": folder}
    connection.settings_dict["NAME"] = database
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            deed, arguments, wish = pipe.recv()
            pipe.send(_done(deed, arguments, Watch(pipe, wish)))
    except EOFError:
        connection.close()


def _done(deed: Callable[..., Any], arguments: dict[str, Any], watch: Watch) -> Answer:
    import syncpoints

    syncpoints.hook = watch
    try:
        return Answer(value=deed(**arguments), passed=watch.passed)
    except Exception as error:  # noqa: BLE001  the test judges it
        said = "".join(traceback.format_exception(error))
        return Answer(raised=type(error).__name__, said=said, passed=watch.passed)
    finally:
        syncpoints.hook = None
