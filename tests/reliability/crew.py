"""The test's side of its hands: give them something to do, hold them, kill them, hear what came of it."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection

from tests.reliability.deeds import session, wait_until_gone
from tests.reliability.hand import Answer, Wish, serve

# A guard against a test that hangs, not a measure of anything.
PATIENCE = 300.0
_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(
    ["tests.reliability.hand", "tests.reliability.deeds", "tests.reliability.browsing"]
)


class Killed(Exception):
    """The hand died before it could answer."""


class Hand:
    """One process on the database; it does one deed (a function of a module) at a time."""

    def __init__(self, database: str, folder: str) -> None:
        self._pipe, theirs = _server.Pipe()
        self.process = _server.Process(target=serve, args=(theirs, database, folder), daemon=True)
        self.process.start()
        theirs.close()

    def begin(self, deed: Callable[..., Any], *, wish: Wish | None = None, **arguments: Any) -> "Hand":
        """Start a deed and return at once."""
        self._pipe.send((deed, arguments, wish or Wish()))
        return self

    def do(self, deed: Callable[..., Any], **arguments: Any) -> Any:
        """The value of a deed that goes well."""
        answer = self.begin(deed, **arguments).answer()
        assert not answer.raised, answer.said
        return answer.value

    def reached(self) -> str:
        """Wait until the hand stands at one of the points where it was told to wait."""
        point = self._receive()
        assert isinstance(point, str), point
        return point

    def go(self) -> None:
        """Let the hand go on from the point where it stands."""
        self._pipe.send("go")

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing is heard for so long."""
        return not self._pipe.poll(seconds)

    def answer(self) -> Answer:
        """What came of the deed. Raises Killed."""
        answer = self._receive()
        assert isinstance(answer, Answer), answer
        return answer

    def kill(self) -> None:
        """As ``kill -9`` does, and wait until nothing of it is left."""
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(PATIENCE)
        self._pipe.close()

    def close(self) -> None:
        self._pipe.close()
        self.process.join(PATIENCE)

    def _receive(self) -> Any:
        try:
            if not self._pipe.poll(PATIENCE):
                raise TimeoutError("the hand says nothing")
            return self._pipe.recv()
        except (EOFError, ConnectionResetError):
            self.process.join(PATIENCE)
            raise Killed(self.process.exitcode) from None


class Crew:
    """All hands of one test, on one database and one folder of objects."""

    def __init__(self, database: str, folder: str) -> None:
        self.database, self.folder = database, folder
        # A letter that was cut off leaves bytes that no row names: the sweep reports them.
        self.leaves_orphans = False
        self._hands: list[Hand] = []
        self._sessions: dict[Hand, int] = {}
        self._mourner: Hand | None = None

    def hand(self) -> Hand:
        hand = Hand(self.database, self.folder)
        self._hands.append(hand)
        return hand

    def hands(self, count: int) -> list[Hand]:
        return [self.hand() for _ in range(count)]

    def mortal(self) -> Hand:
        """A hand that will be killed."""
        hand = self.hand()
        if connection.vendor == "postgresql":
            self._sessions[hand] = hand.do(session)
        return hand

    def bury(self, hand: Hand) -> None:
        """Kill a mortal hand, and wait until PostgreSQL has noticed and let go of its locks."""
        hand.kill()
        left = self._sessions.pop(hand, None)
        if left is not None:
            self._mourner = self._mourner or self.hand()
            self._mourner.do(wait_until_gone, pid=left)

    def dismiss(self) -> None:
        for hand in self._hands:
            hand.kill()
