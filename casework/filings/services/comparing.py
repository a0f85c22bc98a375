"""Compares a text with those that other units handed in on the same subject (一校一案)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from casework.cases.models import Case
from casework.filings.models import Deposit, Likeness
from casework.filings.services.depositing import forms_of
from casework.filings.similarity import percent, shingles
from casework.organisations.models import Organisation


def compare(*, case: Case, subject: str, text: str, field: str, at: datetime) -> Likeness:
    """Keep how alike ``text`` is to the nearest of the others; ``field`` is where theirs stands: ``draft_plan.text``.

    Of each other unit of the district the latest that it handed in counts. The names of the units do not.
    """
    own = shingles(text, without=_names(case.respondent))
    best, nearest, compared = Decimal("0.0"), None, 0
    for deposit in _others(case, subject):
        theirs = _text(forms_of(deposit.content), field)
        alike = percent(own, shingles(theirs, without=_names(deposit.filer)))
        compared += 1
        if alike > best:
            best, nearest = alike, deposit
    kept, _ = Likeness.objects.update_or_create(
        case=case,
        subject=subject,
        defaults={"percent": best, "nearest": nearest, "compared": compared, "compared_at": at},
    )
    return kept


def _others(case: Case, subject: str) -> Iterator[Deposit]:
    found = Deposit.objects.filter(subject=subject, case__district=case.district_id)
    ordered = found.exclude(filer=case.respondent_id).select_related("filer").order_by("handed_in_at", "pk")
    latest = {deposit.filer_id: deposit for deposit in ordered}
    yield from sorted(latest.values(), key=lambda deposit: deposit.filer.code)


def _text(forms: Mapping[str, Any], field: str) -> str:
    form, _, name = field.partition(".")
    value = (forms.get(form) or {}).get(name)
    return value if isinstance(value, str) else ""


def _names(unit: Organisation) -> tuple[str, ...]:
    return tuple(name for name in (unit.name, unit.short_name) if name)
