"""Loads a task with everything that its form needs."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from casework.cases.models import Case
from casework.cases.policies import visible_tasks
from casework.cases.services import NotAllowed
from casework.cases.services.filling import OpenTask, open_task
from casework.cases.services.rights import check_may_act
from casework.cases.standing_in import stand_in_for
from casework.inbox.step.no_more import NoMore, no_more
from casework.inbox.viewer import Viewer
from casework.inbox.wording.people import person_text
from casework.organisations.standing import StandIn
from casework.organisations.substitutions import in_place_of, principals
from processes.engine import Definition
from processes.forms import FormSchema
from processes.models import UserTask
from processes.services import definition_of
from processes.vocabulary import Element


@dataclass(frozen=True)
class Step:
    """A task in front of its viewer."""

    task: UserTask
    viewer: Viewer

    @property
    def case(self) -> Case:
        case: Case = self.task.instance.case
        return case

    @cached_property
    def definition(self) -> Definition:
        return definition_of(self.task.instance.version)

    @property
    def element(self) -> Element:
        return self.definition.processes[self.task.process_id].elements[self.task.element_id]

    @property
    def schema(self) -> FormSchema:
        return self.definition.forms[self.task.form]

    @cached_property
    def opened(self) -> OpenTask:
        """The task with its run in memory, for what the form's FEEL may know. Only open tasks have one."""
        return open_task(task=self.task, at=self.viewer.now, by=self.viewer.person)

    @property
    def is_open(self) -> bool:
        return self.task.status == UserTask.Status.OPEN

    @property
    def stand_in(self) -> StandIn | None:
        """In whose place the viewer would do it, if not in his own right."""
        return stand_in_for(self.task, self.viewer.standing)

    @property
    def instead_of(self) -> str:
        """The name of that person, or of whom it was done for; empty where nobody stood in."""
        if self.is_open:
            return str(self.stand_in.principal) if self.stand_in else ""
        return str(principals([self.task.pk]).get(self.task.pk, ""))

    @property
    def done_by(self) -> str:
        """Who completed it, and in whose place."""
        return in_place_of(person_text(self.task.completed_by), self.instead_of)

    @property
    def may_be_taken(self) -> bool:
        """Whether the viewer may get it into his hands: it is free, or he stands in for who has it."""
        return self.task.assignee_id is None or (
            self.stand_in is not None and self.task.assignee_id != self.viewer.person.pk
        )

    @cached_property
    def hindrance(self) -> str:
        """Why the viewer cannot do this step, as a sentence; empty when he can."""
        try:
            check_may_act(
                case=self.case, opened=self.opened, by=self.viewer.person, standing=self.viewer.standing
            )
        except NotAllowed as reason:
            return str(reason)
        return ""


def load_posted(task_id: UUID, viewer: Viewer) -> Step:
    """For a form that comes in: what was typed is told back even to whom the case is hidden by now.

    Raises Http404, StepHidden.
    """
    try:
        return load_step(task_id, viewer)
    except Http404:
        tasks = UserTask.objects.select_related("instance__version", "instance__case")
        task = tasks.filter(pk=task_id).first()
        if task is None or (over := no_more(task, viewer)) is None:
            raise
        raise StepHidden(Step(task, viewer), over) from None


class StepHidden(Exception):
    """The viewer has lost sight of the step since its form was shown to him; ``over`` says as much as he may know."""

    def __init__(self, step: Step, over: NoMore) -> None:
        super().__init__(str(over))
        self.step, self.over = step, over


def load_step(task_id: UUID, viewer: Viewer) -> Step:
    """Raises Http404 for a task of a case that the viewer may not see."""
    tasks = visible_tasks(viewer.standing).select_related(
        "assignee",
        "completed_by",
        "instance__version",
        "instance__case__respondent",
        "instance__case__school",
        "instance__case__office",
    )
    return Step(get_object_or_404(tasks, pk=task_id), viewer)
