"""Incidents: a failed automatic step is kept with its trigger until it succeeds, or a person decides otherwise.

What time may mend (a store or a network that is away) the system tries again by itself, later and later; what people
must mend (a rule, a missing record) waits for people.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F

from processes import registry
from processes.models import Incident, ProcessInstance
from processes.services.deployment import definition_of
from processes.services.failures import TriggerFailed

# How long the system waits before each try of its own.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=25), timedelta(hours=2))
AUTOMATIC_TRIES = len(BACK_OFF)
# A worker that died in the middle of a try is followed by another one after this time.
LEASE = timedelta(minutes=10)


def record_incident(*, failure: TriggerFailed, at: datetime) -> Incident:
    """Keep a failed trigger after its transaction was rolled back; a retry that fails again adds to its attempts.

    Once that is committed, whoever watches versions looks at this one; should the process die before, they look later by
    themselves.
    """
    instances = ProcessInstance.objects.filter(pk=failure.instance_id)
    instances.update(blocked=True)
    incident = Incident.objects.open().filter(instance_id=failure.instance_id).first()
    if incident is None:
        version = instances.values_list("version", flat=True).get()
        incident = Incident(
            instance_id=failure.instance_id,
            version_id=version,
            happened_at=at,
            transient=failure.why.transient,
        )
    else:
        incident.attempts += 1
        incident.transient = incident.transient and failure.why.transient
    element = failure.element
    incident.process_id, incident.element_id = (element.process, element.id) if element else ("", "")
    incident.element_name = (element.name or element.id)[:120] if element else "自动步骤"
    incident.visit, incident.trigger, incident.last_tried_at = failure.visit, failure.trigger, at
    incident.cause, incident.detail = failure.cause, failure.why.detail
    incident.next_try_at = _next_try(incident, failure, at)
    incident.save()
    look = partial(registry.look_at_incident, incident.version_id, at)
    transaction.on_commit(look, robust=True)
    return incident


def _next_try(incident: Incident, failure: TriggerFailed, at: datetime) -> datetime | None:
    if not failure.why.transient or incident.taken_by_id or incident.automatic_tries >= AUTOMATIC_TRIES:
        return None
    return at + BACK_OFF[incident.automatic_tries]


def claim_due(*, at: datetime) -> Incident | None:
    """Give out one incident whose next try is due, to one worker only; whoever gets it tries at once."""
    for incident in Incident.objects.due(at)[:10]:
        mine = Incident.objects.open().filter(pk=incident.pk, next_try_at=incident.next_try_at)
        if mine.update(next_try_at=at + LEASE, automatic_tries=F("automatic_tries") + 1):
            return incident
    return None


def take_over(*, incident: Incident, by: Any) -> bool:
    """A person deals with it from now on: the system tries no more. False when it is settled already."""
    return bool(Incident.objects.open().filter(pk=incident.pk).update(taken_by=by, next_try_at=None))


def resolve_incident(
    *, incident: Incident, by: Any, at: datetime, resolution: str = Incident.Resolution.REPEATED
) -> None:
    """Mark an incident resolved and let its instance move; the caller repeats the trigger in the same transaction."""
    incident.status, incident.resolution = Incident.Status.RESOLVED, resolution
    incident.resolved_at, incident.resolved_by, incident.next_try_at = at, by, None
    incident.save(update_fields=["status", "resolution", "resolved_at", "resolved_by", "next_try_at"])
    ProcessInstance.objects.filter(pk=incident.instance_id).update(blocked=False)


def may_be_skipped(incident: Incident) -> bool:
    """Whether the failed element is an automatic step that the rest of the process can do without.

    Reads ``incident.instance.version``.
    """
    process = definition_of(incident.instance.version).processes.get(incident.process_id)
    element = process.elements.get(incident.element_id) if process else None
    if element is None:
        return False
    if element.kind == "serviceTask" and element.operation is not None:
        known = registry.operations().get(element.operation.name)
        return known is not None and known.skippable
    return element.kind == "businessRuleTask"
