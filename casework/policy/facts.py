"""What expressions may know of policy: ``parameters.PRM_X``, as it is in Shanghai on the day of the step.

Decision tables that read one keep its value, and with it where the value came from.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from casework.policy.declared import Declared, declared, every_declared
from casework.policy.types import as_feel
from casework.policy.values import Stretch, history, values_on
from processes import feel, registry

PARAMETERS = "parameters"
SOURCES = "parameter sources"
HISTORY = "parameter history"


@registry.facts(PARAMETERS, SOURCES, timely=True)
def parameter_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    known = values_on(localdate(at))
    return {
        PARAMETERS: {
            code: feel.from_json(as_feel(declared(code), found.value)) for code, found in known.items()
        },
        SOURCES: {
            code: {
                "source": found.source,
                "clause": found.clause,
                "since": found.since.isoformat() if found.since else None,
                "demonstration": found.demonstration,
            }
            for code, found in known.items()
        },
    }


@registry.facts(HISTORY, timely=True)
def history_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """What each parameter was, is and will be, as far as it is known: decisions about another day read it by that day."""
    return {
        HISTORY: {
            code: [_stretch(declared(code), one) for one in stretches]
            for code, stretches in history(at=at).items()
        }
    }


@registry.function("value on")
def value_on(stretches: list[dict[str, Any]] | None, day: date | None) -> Any:
    """The value of a parameter (a member of ``parameter history``) on ``day``; null where either is not known."""
    if stretches is None or day is None:
        return None
    plain = date(day.year, day.month, day.day).isoformat()
    holding = [
        one
        for one in stretches
        if (one["since"] or "") <= plain and (one["until"] is None or plain < one["until"])
    ]
    return holding[-1]["value"] if holding else None


def as_of_always(values: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """``values`` (JSON, by code) as both facts would say them had they been in force for ever."""
    forever = {
        code: [{"since": None, "until": None, "value": value, "source": "", "clause": ""}]
        for code, value in values.items()
    }
    return {PARAMETERS: values, HISTORY: feel.from_json(forever)} if values else {}


def _stretch(known: Declared, one: Stretch) -> Any:
    """Days are ISO text, which stays what it is where a decision is kept."""
    said = {
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "value": as_feel(known, one.held.value),
        "source": one.held.source,
        "clause": one.held.clause,
        "demonstration": one.held.demonstration,
    }
    return feel.from_json(said)


registry.keep_members(PARAMETERS, members=frozenset(every_declared()), sources=SOURCES)
registry.keep_members(HISTORY, members=frozenset(every_declared()))
