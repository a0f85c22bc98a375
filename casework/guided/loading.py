"""Loads the task behind a guided submission, and refuses what is not the viewer's to do."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from casework.inbox.step.loading import Step, load_posted, load_step
from casework.inbox.viewer import Viewer
from casework.papers.models import Requirement


class NotYours(Exception):
    """The step is open and seen, but somebody else's; the message is a sentence that says whose."""

    def __init__(self, step: Step, reason: str) -> None:
        super().__init__(reason)
        self.step = step


class Over(Exception):
    """The step is done or cancelled."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.task.name)
        self.step = step


def load_guided(task_id: UUID, viewer: Viewer, *, posted: bool = False) -> Step:
    """The open step of a form with steps, for whoever may do it now. Raises Http404, Over, NotYours.

    ``posted`` is said of what somebody sends in: where the case is hidden from him by now, StepHidden tells him so.
    """
    step = (load_posted if posted else load_step)(task_id, viewer)
    if not step.schema.steps:
        raise Http404
    if not step.is_open:
        raise Over(step)
    if step.hindrance:
        raise NotYours(step, step.hindrance)
    return step


def load_requirement(step: Step, requirement_id: int) -> Requirement:
    """A paper that this step asks the vendor for. Raises Http404."""
    groups = {group for page in step.schema.steps for group in page.papers}
    asked = Requirement.objects.filter(case=step.case, is_for_school=False, group__in=groups)
    return get_object_or_404(asked.select_related("case", "instructor", "paper__document"), pk=requirement_id)
