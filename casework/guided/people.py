"""Adds people to the roster and takes them off it; the papers that are asked for each of them follow."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from casework.guided.keeping import person_values
from casework.inbox.step.loading import Step
from casework.papers import checklists
from casework.vendors.models import Instructor
from casework.vendors.services import roster

NEW = "person-new-"


def add(step: Step, posted: QueryDict) -> Instructor:
    """Raises casework.vendors.rules.Refused."""
    typed = {name.removeprefix(NEW): posted.get(name, "") for name in posted if name.startswith(NEW)}
    values = {"name": "", "id_number": "", "speciality": "", "position": ""} | typed
    with transaction.atomic():
        person = roster.add(
            organisation=step.case.respondent,
            by=step.viewer.person,
            at=step.viewer.now,
            **person_values(values),
        )
        follow(step)
    return person


def remove(step: Step, written: str) -> Instructor:
    """Raises Http404, casework.vendors.rules.Refused."""
    try:
        key = UUID(written)
    except ValueError:
        raise Http404 from None
    person = get_object_or_404(Instructor, pk=key, organisation=step.case.respondent_id, is_active=True)
    with transaction.atomic():
        roster.remove(instructor=person, by=step.viewer.person, at=step.viewer.now)
        follow(step)
    return person


def follow(step: Step) -> None:
    """The list of papers is made anew, as the table of the case's process says."""
    if checklists.TABLE in step.definition.decisions:
        task = step.task
        checklists.rebuild(step.case, step.viewer.now, process_id=task.process_id, element_id=task.element_id)
