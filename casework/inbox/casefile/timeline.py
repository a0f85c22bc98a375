"""The story of a case: its audit events as sentences, with the opinions that were given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.audit.kinds import actor, sentence
from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.policies import OFFICERS
from casework.inbox.casefile.attachments import attached_to
from casework.inbox.casefile.letters import stands_with_respondent
from casework.inbox.forms import Attached
from casework.inbox.viewer import Viewer
from casework.inbox.wording.checked import photo_ids
from casework.inbox.wording.opinions import Opinion, opinion_of
from processes.engine import Definition
from processes.forms import FormSchema
from processes.models import UserTask
from processes.services import definition_of

# Told by what people did next; on their own they are noise.
UNTOLD = {"task.opened", "task.cancelled"}
MINOR = {"step.passed", "decision.taken"}


@dataclass(frozen=True)
class Told:
    at: datetime
    by: str
    sentence: str
    opinion: Opinion
    is_minor: bool


def timeline(case: Case, viewer: Viewer) -> list[Told]:
    """Newest first. People of a school or vendor read what was done, and the opinions of their own side only."""
    events = list(Event.objects.filter(chain=case.pk).exclude(kind__in=UNTOLD).order_by("-seq"))
    definition = definition_of(case.instance.version) if case.instance else None
    readable = Readable.of(case, viewer)
    photos = attached_to(case, (key for event in events for key in photo_ids(_values(event))))
    return [_told(event, definition, readable, viewer, photos) for event in events]


def _values(event: Event) -> Mapping[str, Any]:
    """What was filled in, for an event that tells it."""
    values = event.payload.get("values")
    return values if isinstance(values, dict) else {}


@dataclass(frozen=True)
class Readable:
    """Tasks whose opinions the viewer may read; None means all."""

    tasks: frozenset[str] | None

    @classmethod
    def of(cls, case: Case, viewer: Viewer) -> "Readable":
        if viewer.standing.organisations(OFFICERS) and not stands_with_respondent(case, viewer):
            return cls(None)
        own = UserTask.objects.filter(instance=case.instance_id, scope__in=viewer.standing.organisations())
        return cls(frozenset(str(key) for key in own.values_list("pk", flat=True)))

    def allows(self, task: str) -> bool:
        return self.tasks is None or task in self.tasks


def _told(
    event: Event,
    definition: Definition | None,
    readable: Readable,
    viewer: Viewer,
    photos: Mapping[str, Attached],
) -> Told:
    payload, opinion = event.payload, Opinion()
    if event.kind == "task.completed" and readable.allows(payload.get("task", "")):
        schema = _schema(definition, payload.get("element", ""))
        opinion = opinion_of(schema, _values(event), viewer.language, photos)
    return Told(
        at=event.at,
        by=actor(event, viewer.language),
        sentence=sentence(event, viewer.language),
        opinion=opinion,
        is_minor=event.kind in MINOR,
    )


def _schema(definition: Definition | None, element_id: str) -> FormSchema | None:
    elements: Iterable = definition.elements() if definition else ()  # type: ignore[type-arg]
    form = next((e.form for e in elements if e.id == element_id and e.form), None)
    return definition.forms.get(form) if definition and form else None
