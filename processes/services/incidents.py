"""Incidents: a failed automatic step is kept with its trigger until somebody has it done again."""

from datetime import datetime
from typing import Any

from processes.models import Incident, ProcessInstance
from processes.services.failures import TriggerFailed


def record_incident(*, failure: TriggerFailed, at: datetime) -> Incident:
    """Keep a failed trigger after its transaction was rolled back; a retry that fails again adds to its attempts."""
    ProcessInstance.objects.filter(pk=failure.instance_id).update(blocked=True)
    known = Incident.objects.filter(instance_id=failure.instance_id, status=Incident.Status.OPEN).first()
    if known is not None:
        known.attempts += 1
        known.cause, known.last_tried_at = failure.cause, at
        known.save(update_fields=["attempts", "cause", "last_tried_at"])
        return known
    return Incident.objects.create(
        instance_id=failure.instance_id,
        process_id=failure.element.process if failure.element else "",
        element_id=failure.element.id if failure.element else "",
        element_name=failure.element.name if failure.element else "自动步骤",
        cause=failure.cause,
        trigger=failure.trigger,
        happened_at=at,
        last_tried_at=at,
    )


def resolve_incident(*, incident: Incident, by: Any, at: datetime) -> None:
    """Mark an incident resolved and let its instance move; the caller repeats the trigger in the same transaction."""
    incident.status = Incident.Status.RESOLVED
    incident.resolved_at, incident.resolved_by = at, by
    incident.save(update_fields=["status", "resolved_at", "resolved_by"])
    ProcessInstance.objects.filter(pk=incident.instance_id).update(blocked=False)
