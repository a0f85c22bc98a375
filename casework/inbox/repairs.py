"""Incidents: who may see them, and what they say."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from casework.cases.models import Case
from casework.cases.names import failed_step
from casework.cases.policies import visible_cases
from casework.inbox.viewer import Viewer
from casework.organisations.models import Role
from casework.organisations.services import Standing
from processes.models import Incident

ADMINISTRATORS = (Role.PROCESS_MANAGER, Role.SYSTEM_ADMIN)
REPAIRERS = (Role.HEAD_OF_OFFICE, *ADMINISTRATORS)


@dataclass(frozen=True)
class IncidentRow:
    """``readable``: the viewer may open the case, not only have its step repeated."""

    incident: Incident
    case: Case
    step: str
    readable: bool


def may_repair(standing: Standing) -> bool:
    return standing.has(*REPAIRERS)


def open_incidents(viewer: Viewer) -> QuerySet[Incident]:
    """Administrators see all of them, a head of office those of its own cases: he reads the others, no more. Oldest first."""
    found = Incident.objects.filter(status=Incident.Status.OPEN).select_related(
        "instance__version", "instance__case__respondent"
    )
    if not viewer.standing.has(*ADMINISTRATORS):
        own = [UUID(office) for office in viewer.standing.organisations({Role.HEAD_OF_OFFICE})]
        found = found.filter(instance__case__office__in=own)
    return found.defer("instance__state", "instance__trail").order_by("happened_at", "pk")


def incident_rows(viewer: Viewer) -> list[IncidentRow]:
    incidents = list(open_incidents(viewer))
    cases = [incident.instance.case for incident in incidents]
    readable = set(
        visible_cases(viewer.standing).filter(pk__in=[c.pk for c in cases]).values_list("pk", flat=True)
    )
    return [
        IncidentRow(incident, case, failed_step(incident, viewer.language), case.pk in readable)
        for incident, case in zip(incidents, cases, strict=True)
    ]
