"""Incidents: who may see and settle them, and what they say."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.names import failed_step
from casework.cases.policies import visible_cases
from casework.inbox.step.following import following
from casework.inbox.viewer import Viewer
from casework.inbox.wording.repairs import settled_in_words, what_happens_next
from casework.organisations.models import Role
from casework.organisations.services import Standing
from processes import registry
from processes.models import Incident
from processes.services import definition_of, may_be_skipped
from processes.vocabulary import Element

ADMINISTRATORS = (Role.PROCESS_MANAGER, Role.SYSTEM_ADMIN)
REPAIRERS = (Role.HEAD_OF_OFFICE, *ADMINISTRATORS)
# Leaving a step out is a decision about the matter; who keeps the system running does not take it.
SKIPPERS = (Role.HEAD_OF_OFFICE, Role.PROCESS_MANAGER)
STATES = {
    "open": Q(status=Incident.Status.OPEN),
    "waiting": Q(status=Incident.Status.OPEN, next_try_at__isnull=False),
    "resolved": Q(status=Incident.Status.RESOLVED),
}
LONGEST_LIST = 50


@dataclass(frozen=True)
class IncidentRow:
    """``readable``: the viewer may open the case, not only have its step repeated; ``detail`` is for administrators."""

    incident: Incident
    case: Case
    step: str
    next: str
    readable: bool
    skippable: bool
    may_skip: bool
    detail: str


@dataclass(frozen=True)
class IncidentList:
    state: str
    rows: list[IncidentRow]
    counts: dict[str, int]


@dataclass(frozen=True)
class SkipPage:
    """What will not be done, and what comes after it."""

    row: IncidentRow
    work: str
    next_steps: list[str]


def may_repair(standing: Standing) -> bool:
    return standing.has(*REPAIRERS)


def may_skip(standing: Standing) -> bool:
    return standing.has(*SKIPPERS)


def may_reroute(case: Case, standing: Standing) -> bool:
    """Whether the person may set the way of this running case right: the head of its office, the process manager."""
    own = str(case.office_id) in standing.organisations({Role.HEAD_OF_OFFICE})
    mine = standing.is_member(str(case.respondent_id))
    running = case.instance_id is not None and case.closed_at is None
    return running and not mine and (own or standing.has(Role.PROCESS_MANAGER))


def incidents_of(viewer: Viewer) -> QuerySet[Incident]:
    """Administrators see all of them, a head of office those of its own cases: he reads the others, no more."""
    found = Incident.objects.select_related(
        "instance__version", "instance__case__respondent", "instance__case__office", "taken_by", "resolved_by"
    )
    if not viewer.standing.has(*ADMINISTRATORS):
        own = [UUID(office) for office in viewer.standing.organisations({Role.HEAD_OF_OFFICE})]
        found = found.filter(instance__case__office__in=own)
    return found.defer("instance__state", "instance__trail")


def open_incidents(viewer: Viewer) -> QuerySet[Incident]:
    """Oldest first."""
    return incidents_of(viewer).filter(STATES["open"]).order_by("happened_at", "pk")


def incident_list(viewer: Viewer, state: str) -> IncidentList:
    """Those that wait, oldest first; those that are settled, newest first."""
    state = state if state in STATES else "open"
    mine = incidents_of(viewer)
    order = ("-resolved_at", "pk") if state == "resolved" else ("happened_at", "pk")
    shown = list(mine.filter(STATES[state]).order_by(*order)[:LONGEST_LIST])
    counts = {name: mine.filter(STATES[name]).count() for name in ("open", "waiting")}
    return IncidentList(state, _rows(shown, viewer), counts)


def skip_page(incident: Incident, viewer: Viewer) -> SkipPage:
    definition = definition_of(incident.instance.version)
    process = definition.processes.get(incident.process_id)
    element = process.elements.get(incident.element_id) if process else None
    names = [_name(e, viewer) for e in following(definition, element)] if element else []
    return SkipPage(_rows([incident], viewer)[0], _work(element), list(dict.fromkeys(names)))


def _rows(incidents: list[Incident], viewer: Viewer) -> list[IncidentRow]:
    cases = [incident.instance.case for incident in incidents]
    readable = set(
        visible_cases(viewer.standing).filter(pk__in=[c.pk for c in cases]).values_list("pk", flat=True)
    )
    return [_row(incident, case, viewer, readable) for incident, case in zip(incidents, cases, strict=True)]


def _row(incident: Incident, case: Case, viewer: Viewer, readable: set[Any]) -> IncidentRow:
    settled = incident.status == Incident.Status.RESOLVED
    return IncidentRow(
        incident=incident,
        case=case,
        step=failed_step(incident, viewer.language),
        next=settled_in_words(incident, viewer) if settled else what_happens_next(incident, viewer),
        readable=case.pk in readable,
        skippable=not settled and may_be_skipped(incident),
        may_skip=may_skip(viewer.standing),
        detail=incident.detail if viewer.standing.has(*ADMINISTRATORS) else "",
    )


def _work(element: Element | None) -> str:
    """What the step would have done, as managers know it."""
    if element is None:
        return ""
    if element.operation is not None:
        known = registry.operations().get(element.operation.name)
        return known.title if known else element.operation.name
    return _("按决策表作出判断") if element.decision else ""


def _name(element: Element, viewer: Viewer) -> str:
    return element.name_en if viewer.language.startswith("en") and element.name_en else element.name
