"""Who has done what in a case."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.cases.names import name_in
from casework.cases.policies import reads_own_side_only
from casework.inbox.viewer import Viewer
from casework.inbox.wording.people import person_text
from casework.organisations.models import Person
from casework.organisations.substitutions import in_place_of, principals
from casework.papers.policies import SIGNED_BY_BOTH
from processes.models import Submission, UserTask
from processes.services import definition_of


@dataclass(frozen=True)
class Actor:
    name: str
    steps: list[str]


def actors(case: Case, viewer: Viewer) -> list[Actor]:
    """In the order in which they first acted, each with the steps that he did."""
    if case.instance is None:
        return []
    definition = definition_of(case.instance.version)
    found: dict[str, dict[str, None]] = {}
    submissions = Submission.objects.filter(instance=case.instance).select_related("by")
    if reads_own_side_only(case, viewer.standing):
        submissions = submissions.filter(by__in=own_people(viewer))
    steps = [
        (done, definition.element(done.process_id, done.element_id))
        for done in submissions.order_by("at", "pk")
    ]
    # A case that was moved to another version may have been through steps that are no more.
    gone = [done.task_id for done, element in steps if element is None]
    known = dict(UserTask.objects.filter(pk__in=gone).values_list("pk", "name")) if gone else {}
    instead = principals(done.task_id for done, _ in steps)
    for done, element in steps:
        step = name_in(element, viewer.language) if element else known.get(done.task_id, "")
        name = in_place_of(person_text(done.by), instead.get(done.task_id))
        found.setdefault(name, {})[step] = None
    return [Actor(name, list(steps)) for name, steps in found.items()]


def own_documents(viewer: Viewer) -> Q:
    """Documents of the viewer's own side, and what both sides sign: nobody signs what he has not read."""
    return Q(document__created_by__in=own_people(viewer)) | Q(document__type_code__in=SIGNED_BY_BOTH)


def own_people(viewer: Viewer) -> QuerySet[Person]:
    """Everybody who holds or held a role where the viewer holds one."""
    return Person.objects.filter(memberships__organisation__in=viewer.standing.organisation_ids)
