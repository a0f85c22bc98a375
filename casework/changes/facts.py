"""What expressions may know about a change: of the case that carries it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.changes.drafts import drafts_of
from casework.changes.faults import faults_of
from casework.changes.halting.period import settled_at
from casework.changes.models import ChangeSet
from casework.organisations.models import Membership, Role
from casework.organisations.queries import active_schools
from processes import registry


@registry.facts("process_change")
def change_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    found = ChangeSet.objects.filter(case=key).select_related("document", "case__district").first()
    if found is None:
        return {"process_change": None}
    pilots = list(found.pilots.all())
    district = found.case.district if found.case else None
    schools = pilots or (list(active_schools(district)) if district else [])
    return {
        "process_change": {
            "title": found.title,
            "reason": found.reason,
            "summary": found.summary,
            "document": str(found.document) if found.document else None,
            "processes": "、".join(draft.base.name for draft in drafts_of(found)),
            "running": found.running,
            "effective_on": found.effective_from,
            "pilots": "、".join(pilot.short_name for pilot in pilots),
            "pilot_until": found.pilot_until,
            "recipients": [str(school.pk) for school in schools],
            "keeper": _keeper(found, local_date(at)),
            "settled_at": settled_at(found),
            "halted": found.status == ChangeSet.Status.HALTED,
            "withdrawn_because": found.withdrawn_because,
        }
    }


@registry.facts("process_change_faults")
def change_faults(key: UUID, at: datetime) -> Mapping[str, Any]:
    """How many things stand against handing the change in; apart, since looking takes a second."""
    found = ChangeSet.objects.filter(case=key).first()
    return {"process_change_faults": len(faults_of(found, at=at)) if found else None}


def _keeper(change: ChangeSet, day: date) -> str | None:
    """Where the process manager stands who drafted it, or else any other one: who revises and watches it."""
    managers = Membership.objects.active_on(day).filter(role=Role.PROCESS_MANAGER)
    own = managers.filter(person=change.drafted_by).first() or managers.order_by("pk").first()
    return str(own.organisation_id) if own else None
