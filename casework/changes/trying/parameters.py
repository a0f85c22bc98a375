"""Trials count with the parameters that a change proposes, from the day on which a scenario begins."""

import hashlib
import json
from collections.abc import Container
from datetime import datetime

from casework.changes.models import ChangeSet
from casework.changes.waiting import waiting_parameters
from casework.organisations.models import Person
from casework.policy.models import ParameterValue
from casework.scenarios.world import LONG_AGO


def apply_proposed(change: ChangeSet, *, beside: Container[str], at: datetime) -> None:
    """Let every proposal of the change be in force since ever, the last one of a code where there are several.

    Only inside a trial. What was entered before for the same parameter is out of the way. Parameters ``beside`` are left
    alone: a scenario that states a value is about that value.
    """
    waiting = waiting_parameters(change)
    proposed = {link.value.code: link.value for link in waiting if link.value.code not in beside}
    if not proposed:
        return
    somebody = Person.objects.create(username="trial-confirms", post="")
    ParameterValue.objects.filter(code__in=proposed).exclude(confirmed_at=None).update(withdrawn_on=LONG_AGO)
    for row in proposed.values():
        row.effective_from, row.confirmed_by, row.confirmed_at = LONG_AGO, somebody, at
        row.save(update_fields=["effective_from", "confirmed_by", "confirmed_at"])


def proposed_digest(change: ChangeSet) -> str:
    """One over what ``apply_proposed`` would set; empty for nothing."""
    said = {link.value.code: link.value.value for link in waiting_parameters(change)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest() if said else ""
