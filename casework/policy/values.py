"""What a parameter is on a day: the latest value confirmed for that day, or else the declared default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from casework.policy.declared import Declared, declared, every_declared
from casework.policy.models import ParameterValue


@dataclass(frozen=True)
class InForce:
    """A value with what it rests on. ``clause`` is a quotation such as 实施方案三（三）2; ``since`` None for a default."""

    value: Any
    source: str
    clause: str
    since: date | None = None
    demonstration: bool = False


@dataclass(frozen=True)
class Stretch:
    """A value from a day on, None for ever since, until the next one begins or the day on which it was taken back."""

    since: date | None
    until: date | None
    held: InForce


def value_of(code: str, *, on: date) -> Any:
    """The value of ``code`` on that day, as JSON, in one statement. Raises UnknownParameter."""
    known = declared(code)
    row = ParameterValue.objects.begun_by(on).filter(code=code).values_list("value").last()
    return known.default if row is None else row[0]


def values_on(day: date) -> Mapping[str, InForce]:
    """Every parameter as it is on that day, by code, in one statement."""
    rows = ParameterValue.objects.begun_by(day).select_related("clause__document")
    entered = {row.code: row for row in rows}
    return {
        code: in_force(entered[code]) if code in entered else default_of(known)
        for code, known in every_declared().items()
    }


def history(*, at: datetime) -> Mapping[str, list[Stretch]]:
    """Every value of every parameter that was known at that moment, by code, in one statement; the default comes first."""
    rows = ParameterValue.objects.confirmed().filter(confirmed_at__lte=at).select_related("clause__document")
    known = {code: [Stretch(None, None, default_of(one))] for code, one in every_declared().items()}
    for row in rows.order_by("code", "effective_from", "confirmed_at"):
        gone = row.withdrawn_on if row.withdrawn_on and row.withdrawn_on <= localdate(at) else None
        known[row.code].append(Stretch(row.effective_from, gone, in_force(row)))
    return known


def default_of(known: Declared) -> InForce:
    return InForce(known.default, known.source, known.clause)


def in_force(row: ParameterValue) -> InForce:
    """A confirmed value as it counts; its clause is read with it."""
    clause = row.clause
    quoted = f"{clause.document.short_name or clause.document}{clause.place}" if clause else ""
    return InForce(
        row.value,
        row.source,
        quoted or declared(row.code).clause,
        since=row.effective_from,
        demonstration=row.demonstration,
    )
