"""Several processes that do the same work side by side, on one database."""

import multiprocessing
from collections.abc import Callable
from importlib import import_module
from typing import Any


class Crowd:
    """What each process may use: wait for the others, and say what it found."""

    def __init__(self, barrier: Any, answers: Any) -> None:
        self._barrier, self._answers = barrier, answers

    def wait(self) -> None:
        """Until all of them are ready."""
        self._barrier.wait(600)

    def answer(self, found: dict[str, Any]) -> None:
        self._answers.put(found)


def together(work: Callable[..., None], processes: int, *arguments: Any) -> list[dict[str, Any]]:
    """Run ``work(crowd, *arguments)`` in processes of their own; what they answered, in any order."""
    spawn = multiprocessing.get_context("spawn")
    crowd = Crowd(spawn.Barrier(processes), spawn.SimpleQueue())
    place = (work.__module__, work.__name__)
    running = [spawn.Process(target=_begin, args=(place, crowd, arguments)) for _ in range(processes)]
    for one in running:
        one.start()
    found = [crowd._answers.get() for _ in running]
    for one in running:
        one.join()
    return found


def _begin(place: tuple[str, str], crowd: Crowd, arguments: tuple[Any, ...]) -> None:
    """Django first: what the work imports needs it."""
    import django

    django.setup()
    module, name = place
    getattr(import_module(module), name)(crowd, *arguments)
