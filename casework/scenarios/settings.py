"""What is set before a scenario begins: values of parameters, and terms of the school year."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from casework.calendar.models import ServiceTerm
from casework.calendar.stored import renew_token
from casework.policy.models import ParameterValue
from casework.policy.services import confirm, propose
from casework.scenarios.script import moment
from casework.scenarios.world import LONG_AGO, World


def set_parameters(world: World, values: Mapping[str, Any]) -> None:
    """Each is in force since long ago, entered by two people; one that somebody entered before stays as it is.

    Values by the day from which they hold are written as ``{"2020-01-01": 100, "2025-10-01": 90}``.
    """
    if not values:
        return
    at = moment(f"{LONG_AGO}T09:00")
    desk, head = (
        world.actor(role=role, scope=world.office("BGS"), at=at, alias=role) for role in ("RL-12", "RL-10")
    )
    entered = set(ParameterValue.objects.begun_by(LONG_AGO).values_list("code", flat=True))
    for code, value in values.items():
        if code in entered:
            continue
        for day, one in (value if isinstance(value, Mapping) else {LONG_AGO.isoformat(): value}).items():
            row = propose(
                code=code,
                value=one,
                effective_from=date.fromisoformat(day),
                source="演练用值",
                demonstration=True,
                by=desk,
                at=at,
            )
            confirm(value=row, by=head, at=at)


def set_terms(terms: Iterable[Mapping[str, str]]) -> None:
    """``name``, ``from`` and ``to``: a scenario goes by the dates that it was written for, whatever the calendar has."""
    for term in terms:
        begins, ends = date.fromisoformat(term["from"]), date.fromisoformat(term["to"])
        ServiceTerm.objects.update_or_create(
            name=term["name"],
            organisation=None,
            defaults={
                "starts_on": begins,
                "ends_on": ends,
                "service_from": begins + timedelta(days=7),
                "service_to": ends - timedelta(days=7),
            },
        )
        renew_token()
