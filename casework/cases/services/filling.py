"""A task as the person sees it who fills in its form: element, form, and what the form's FEEL may know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from casework.cases.facts import known_of
from casework.organisations.models import Person
from processes.engine import Environment, Run
from processes.forms import FormSchema
from processes.models import UserTask
from processes.services import environment_of
from processes.vocabulary import Element


@dataclass(frozen=True)
class OpenTask:
    """An open task with its run in memory; completing it must happen in the transaction that read it."""

    task: UserTask
    run: Run

    @property
    def environment(self) -> Environment:
        return self.run.environment

    @property
    def element(self) -> Element:
        return self.environment.definition.processes[self.task.process_id].elements[self.task.element_id]

    @property
    def form(self) -> FormSchema:
        return self.environment.definition.forms[self.task.form]

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """What the engine knows at this task, its multi-instance item included. Raises TaskNotReady."""
        return self.run.data_of(self.task.pk)

    def evaluate(self, text: str, values: Mapping[str, Any]) -> Any:
        """FEEL over engine data, facts and, before both, the form's own values."""
        return self.environment.evaluate(text, {**self.data, **values})


def open_task(*, task: UserTask, at: datetime, by: Person | None) -> OpenTask:
    """Load the run behind an open task; the task's instance, version and case should be selected with it."""
    instance = task.instance
    environment = environment_of(instance, at=at, by=by, known=known_of(instance.case))
    return OpenTask(task, Run.load(instance.state, environment))
