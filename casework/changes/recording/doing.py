"""One step that is about to be recorded: a task or a message, with its form and who may fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.cases.models import Case
from casework.cases.names import name_in
from casework.cases.services.filling import open_task
from casework.changes.recording.cast import Part, person_of
from casework.changes.recording.following import follow
from casework.changes.recording.offers import action_of, performers, senders
from casework.changes.recording.rehearsal import Stage, running
from casework.changes.recording.sheets import Sheet
from casework.papers.models import Requirement
from casework.papers.services.answering import OPEN
from casework.scenarios.runner import find_task
from processes.forms import FormSchema, Text
from processes.models import UserTask
from processes.services import definition_of, environment_of


@dataclass(frozen=True)
class Doing:
    """``task`` None for a message. ``asks_papers``: the vendor owes papers that are given with this step.

    ``called`` is what the scenario calls ``case``, "" the trial case itself.
    """

    stage: Stage
    case: Case
    called: str
    what: str
    name: str
    parts: list[Part]
    schema: FormSchema
    task: UserTask | None = None
    finding: int | None = None
    asks_papers: bool = False

    def part(self, key: str) -> Part:
        """The one of ``parts`` that was chosen, else the first."""
        return next((part for part in self.parts if part.key == key), self.parts[0])

    def sheet(self, part: Part, language: str) -> Sheet:
        """The form as ``part`` gets it."""
        stage, person = self.stage, person_of(self.stage, part)
        if self.task is not None:
            return Sheet(
                stage, self.schema, open_task(task=self.task, at=stage.now, by=person).evaluate, language
            )
        environment = environment_of(running(self.case), at=stage.now, by=person)
        return Sheet(stage, self.schema, environment.evaluate, language)

    def step(
        self, part: Part, said: Mapping[str, Any], *, papers: bool = False, refused: str = ""
    ) -> dict[str, Any]:
        """As the file of a scenario has it."""
        step: dict[str, Any] = {"at": self.stage.next_moment.strftime("%Y-%m-%dT%H:%M")}
        step |= {"case": self.called} if self.called else {}
        step |= {"task": self.what} if self.task is not None else {"message": self.what}
        if self.task is None or self.task.assignee is None:
            step["role"] = part.role
            step |= {"person": part.alias} if part.alias else {}
        step |= {"finding": self.finding} if self.finding else {}
        step |= {"papers": {}} if papers and self.asks_papers else {}
        step |= said
        return step | ({"refused": refused} if refused else {})


def doing_task(stage: Stage, called: str, what: str, finding: int | None, language: str) -> Doing:
    """Raises LookupError for a task that is not open in the case ``called`` so."""
    case = follow(stage, called)
    found = find_task(case, what, finding)
    task = UserTask.objects.select_related("assignee", "instance__version", "instance__case").get(pk=found.pk)
    schema = definition_of(task.instance.version).forms[task.form]
    owed = (
        bool(schema.steps)
        and Requirement.objects.filter(case=case, is_for_school=False, state__in=OPEN).exists()
    )
    parts = performers(stage, task)
    return Doing(stage, case, called, what, name_in(task, language), parts, schema, task, finding, owed)


def doing_message(stage: Stage, called: str, message: str, language: str) -> Doing:
    """Raises LookupError for a message that nothing in the case ``called`` so waits for."""
    case = follow(stage, called)
    action = action_of(stage, case, message)
    name = Text(action.label, action.label_en)
    nothing = FormSchema(action.form or "", name, None, (), None)
    schema = definition_of(running(case).version).forms.get(action.form or "", nothing)
    parts = senders(stage, case, message)
    return Doing(stage, case, called, message, name.in_language(language), parts, schema)
