"""Who has done what in a case."""

from dataclasses import dataclass

from casework.cases.models import Case
from casework.cases.names import name_in
from casework.inbox.viewer import Viewer
from casework.inbox.wording.people import person_text
from processes.models import Submission
from processes.services import definition_of


@dataclass(frozen=True)
class Actor:
    name: str
    steps: list[str]


def actors(case: Case, viewer: Viewer) -> list[Actor]:
    """In the order in which they first acted, each with the steps that he did."""
    if case.instance is None:
        return []
    processes = definition_of(case.instance.version).processes
    found: dict[str, dict[str, None]] = {}
    for done in Submission.objects.filter(instance=case.instance).select_related("by").order_by("at", "pk"):
        element = processes[done.process_id].elements[done.element_id]
        found.setdefault(person_text(done.by), {})[name_in(element, viewer.language)] = None
    return [Actor(name, list(steps)) for name, steps in found.items()]
