"""Declares jobs: what they are called for people, how often they are tried, how long they may take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from django_tasks import task
from django_tasks.base import Task

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Policy:
    """How a job is run.

    ``atomic``: in one transaction together with the mark that it is done, so that a worker killed at any moment leaves
    it undone or done, never half done and never done twice. A job that is not atomic must bear being done again.
    ``lease``: how long it may take; after that another worker takes it back, unless the row is still locked by a
    worker that lives. ``attempts``: how often it is begun before it counts as failed.
    """

    title: "StrOrPromise"
    attempts: int = 5
    lease: timedelta = timedelta(minutes=1)
    atomic: bool = True


_policies: dict[str, Policy] = {}


def job(
    *, title: "StrOrPromise", attempts: int = 5, lease: timedelta = timedelta(minutes=1), atomic: bool = True
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a function of a module a job; ``title`` is what people read when it failed. Arguments must be JSON."""

    def declare(function: Callable[P, T]) -> Task[P, T]:
        made = task()(function)
        _policies[made.module_path] = Policy(title, attempts, lease, atomic)
        return made

    return declare


def policy_of(task_path: str) -> Policy:
    """The policy of a declared job; a job of another release is treated as one that could do harm twice."""
    return _policies.get(task_path, Policy(task_path))
