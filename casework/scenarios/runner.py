"""Plays a scenario through the same services as the screens, and compares what came out with what was expected.

The state is saved and loaded between every step, since every step is a transaction of its own kind. Call ``trial`` to
leave no trace in the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from casework.calendar.models import Deadline
from casework.cases.models import Case
from casework.cases.services import NotAllowed, Outcome, complete_task, run_due, send_message
from casework.findings.services import open_rectification
from casework.organisations.models import Organisation, Person
from casework.scenarios.script import Scenario, Step, moment
from casework.scenarios.world import World
from processes.engine import MessageNotExpected
from processes.forms import FormRejected
from processes.models import DecisionRecord, ProcessInstance, Submission, UserTask
from processes.services import ProcessVersion


class ScenarioBroken(Exception):
    """A step could not be played; the message says which and why."""


@dataclass
class Report:
    """What a played scenario came to; ``problems`` is empty when it is as expected."""

    case: Case
    path: list[str] = field(default_factory=list)
    decisions: list[tuple[str, str]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    deadlines: list[dict[str, Any]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    end: str = ""
    problems: list[str] = field(default_factory=list)


@contextmanager
def trial() -> Iterator[None]:
    """Everything inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def play(scenario: Scenario, *, version: ProcessVersion | None = None) -> Report:
    """Play ``scenario`` on ``version`` (the latest by default). Raises ScenarioBroken."""
    world = World()
    for earlier in scenario.earlier:
        _open(world, earlier)
    case = _open(world, scenario.start)
    for number, step in enumerate(scenario.steps, 1):
        try:
            _play(world, case, step)
        except (LookupError, NotAllowed, FormRejected, MessageNotExpected, AssertionError) as error:
            raise ScenarioBroken(f"{scenario.name} 第 {number} 步（{step.task or step.message}）：{error}") from error
    return _report(scenario, case)
