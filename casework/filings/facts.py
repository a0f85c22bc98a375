"""What expressions may know about filings: of this case, and of what a unit has on file of a subject."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.filings.addresses import public_address
from casework.filings.digest import FINGERPRINT
from casework.filings.models import Deposit, Filing, Likeness
from casework.filings.opinions import opinions_of
from casework.filings.services.depositing import forms_of
from processes import feel, registry


@registry.facts("filing")
def filing_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The latest filing; before there is one, only the ``opinions``."""
    found = Filing.objects.filter(case=key).select_related("changes", "deposit")
    latest = found.order_by("filed_at", "number").last()
    opinions = opinions_of(key)
    if latest is None:
        return {"filing": {"number": None, "opinions": opinions}}
    return {"filing": {**_filing(latest), "opinions": opinions}}


@registry.facts("deposit")
def deposit_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """What was handed in last, as it was frozen; null before. ``late_days`` are those of the first handing in."""
    rounds = list(Deposit.objects.filter(case=key).order_by("handed_in_at", "round"))
    if not rounds:
        return {"deposit": None}
    first, latest = rounds[0], rounds[-1]
    return {
        "deposit": {
            "subject": latest.subject,
            "round": Decimal(latest.round),
            "fingerprint": latest.sha256[:FINGERPRINT],
            "on": local_date(latest.handed_in_at),
            "received_on": local_date(first.handed_in_at),
            "late_days": Decimal(first.late_days),
            "correction_late_days": Decimal(sum(one.late_days for one in rounds[1:])),
            "forms": feel.from_json(forms_of(latest.content)),
        }
    }


@registry.facts("likeness")
def likeness_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``nearest`` is for the office: a unit does not learn what others filed (domain.md §4.4 rule 1)."""
    found = Likeness.objects.filter(case=key).select_related("nearest__filer").order_by("compared_at").last()
    if found is None:
        return {"likeness": None}
    return {
        "likeness": {
            "percent": found.percent,
            "compared": Decimal(found.compared),
            "nearest": found.nearest.filer.short_name if found.nearest else None,
        }
    }


@registry.function("effective filing")
def effective_filing(filer: str | None, subject: str | None, day: date | None) -> dict[str, Any] | None:
    """What ``filer`` (organisation id) has on file of ``subject`` for ``day``, with its ``forms``; null without one."""
    if filer is None or subject is None or day is None:
        return None
    plain = date(day.year, day.month, day.day)
    found = Filing.objects.effective(filer=UUID(filer), subject=subject, day=plain)
    return None if found is None else {**_filing(found), "forms": feel.from_json(forms_of(found.content))}


@registry.function("latest filing")
def latest_filing(filer: str | None, subject: str | None) -> dict[str, Any] | None:
    """What ``filer`` filed last of ``subject``, whether it still holds or not: what a new one begins with."""
    if filer is None or subject is None:
        return None
    found = Filing.objects.of(filer=UUID(filer), subject=subject).select_related("changes").last()
    return None if found is None else {**_filing(found), "forms": feel.from_json(forms_of(found.content))}


def _filing(found: Filing) -> dict[str, Any]:
    return {
        "number": found.number,
        "subject": found.subject,
        "fingerprint": found.sha256[:FINGERPRINT],
        "filed_on": local_date(found.filed_at),
        "timeliness": found.timeliness,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "changes": found.changes.number if found.changes else None,
        "check_address": public_address(f"/check/{found.token}/"),
    }
