"""What a case knows of the one that opened it, of those that it opened, and of what they came to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.cases.models import Case, Handover, Result
from processes import feel, registry


@registry.facts("received")
def received_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """What the message said that opened the case; null where none did."""
    payload = Handover.objects.filter(case=key).values_list("payload", flat=True).first()
    return {"received": feel.from_json(payload)}


@registry.facts("sender")
def sender_fact(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The case whose message opened this one; null where none did."""
    case = Case.objects.select_related("sender").filter(pk=key).first()
    return {"sender": sender_facts(case.sender if case else None)}


@registry.facts("results")
def result_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """Own results by name.

    Rectifications that began before there were any name their rechecks so in the letter of closure (OD-13): a case
    without results of its own still answers with those, where it has any.
    """
    own: Any = _results([key]).get(key)
    earlier = registry.fact_provider("rechecks")
    if own is None and earlier is not None:
        own = earlier(key, at)["rechecks"] or None
    return {"results": own or {}}


@registry.facts("opened")
def opened_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """What this case opened by messages, in the order of opening."""
    found = Case.objects.filter(sender=key).select_related("respondent", "handover")
    cases = list(found.order_by("opened_at", "number"))
    results = _results([case.pk for case in cases])
    return {"opened": [_opened(case, results.get(case.pk, {})) for case in cases]}


def sender_facts(sender: Case | None) -> dict[str, Any] | None:
    if sender is None:
        return None
    return {
        "id": str(sender.pk),
        "number": sender.number,
        "kind": sender.kind,
        "title": sender.title,
        "office": str(sender.office_id),
        "respondent": str(sender.respondent_id),
        "source": sender.source,
        "results": _results([sender.pk]).get(sender.pk, {}),
    }


def _opened(case: Case, results: Mapping[str, Any]) -> dict[str, Any]:
    handover = getattr(case, "handover", None)
    return {
        "id": str(case.pk),
        "number": case.number,
        "title": case.title,
        "message": handover.message if handover else None,
        "kind": case.kind,
        "respondent": str(case.respondent_id),
        "respondent_name": case.respondent.short_name,
        "outcome": case.outcome or None,
        "closed": case.closed_at is not None,
        "answered": bool(handover and handover.answered_at),
        "results": results,
    }


def _results(cases: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """By case and name; one statement."""
    found: dict[UUID, dict[str, Any]] = {}
    for row in Result.objects.filter(case__in=cases).order_by("pk"):
        found.setdefault(row.case_id, {})[row.name] = feel.from_json(row.value)
    return found
