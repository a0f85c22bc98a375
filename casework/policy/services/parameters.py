"""A parameter changes from a day on: one person proposes, another one confirms."""

from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from casework.audit.services import record
from casework.organisations.models import Person
from casework.policy.belonging import wholes_of
from casework.policy.declared import declared
from casework.policy.models import Clause, ParameterValue
from casework.policy.types import check
from casework.policy.wording import in_words


class AlreadyFromThatDay(Exception):
    """A value of the same parameter has been confirmed from the same day."""


class OwnProposal(Exception):
    """Whoever proposes a value does not confirm it (domain.md §4.5)."""


class NoLongerWaiting(Exception):
    """The proposal has been confirmed or dropped already."""


class BelongsToMore(Exception):
    """The proposal is part of something larger and is settled with that only."""


def propose(
    *,
    code: str,
    value: Any,
    effective_from: date,
    source: str,
    clause: Clause | None = None,
    demonstration: bool = False,
    by: Person,
    at: datetime,
) -> ParameterValue:
    """Keep a draft that changes nothing yet. ``value`` is JSON of the parameter's type.

    Raises UnknownParameter, UnfitValue, AlreadyFromThatDay.
    """
    check(declared(code), value)
    with transaction.atomic():
        taken = ParameterValue.objects.confirmed().filter(code=code, effective_from=effective_from)
        if taken.filter(withdrawn_on=None).exists():
            raise AlreadyFromThatDay(code, effective_from)
        row = ParameterValue.objects.create(
            code=code, value=value, effective_from=effective_from, source=source, clause=clause,
            demonstration=demonstration, drafted_by=by, drafted_at=at,
        )  # fmt: skip
        _tell("parameter.drafted", row, by=by, at=at)
    return row


def confirm(*, value: ParameterValue, by: Person, at: datetime, together: bool = False) -> ParameterValue:
    """Let a proposal take effect from its day, ``together`` with the rest of what it belongs to, if anything.

    Raises OwnProposal, NoLongerWaiting, AlreadyFromThatDay, BelongsToMore.
    """
    with transaction.atomic():
        row = _locked(value, together)
        if row.drafted_by_id == by.pk:
            raise OwnProposal(row.pk)
        row.confirmed_by, row.confirmed_at = by, at
        _save_once(row)
        _tell("parameter.confirmed", row, by=by, at=at)
    return row


def drop(*, value: ParameterValue, by: Person, at: datetime, together: bool = False) -> ParameterValue:
    """Give a proposal up, ``together`` as above. Raises NoLongerWaiting, BelongsToMore."""
    with transaction.atomic():
        row = _locked(value, together)
        row.dropped_by, row.dropped_at = by, at
        row.save(update_fields=["dropped_by", "dropped_at"])
        _tell("parameter.dropped", row, by=by, at=at)
    return row


def withdraw(*, value: ParameterValue, by: Person | None, at: datetime) -> ParameterValue:
    """Take a confirmed value back: from today on the one before counts again. Days that are over keep what counted."""
    with transaction.atomic():
        row = ParameterValue.objects.select_for_update(of=("self",)).confirmed().get(pk=value.pk)
        if row.withdrawn_on is None:
            row.withdrawn_on = localdate(at)
            row.save(update_fields=["withdrawn_on"])
            _tell("parameter.withdrawn", row, by=by, at=at)
    return row


def chain_of(code: str) -> UUID:
    """The chain of the audit trail that a parameter's changes are on."""
    return uuid5(NAMESPACE_OID, f"banjie:parameter:{code}")


def _locked(value: ParameterValue, together: bool) -> ParameterValue:
    row = ParameterValue.objects.select_for_update().waiting().filter(pk=value.pk).first()
    if row is None:
        raise NoLongerWaiting(value.pk)
    if not together and wholes_of([row.pk]):
        raise BelongsToMore(row.pk)
    return row


def _save_once(row: ParameterValue) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=["confirmed_by", "confirmed_at"])
    except IntegrityError as error:
        raise AlreadyFromThatDay(row.code, row.effective_from) from error


def _tell(kind: str, row: ParameterValue, *, by: Person | None, at: datetime) -> None:
    known = declared(row.code)
    payload = {
        "code": row.code,
        "title": known.title,
        "title_en": known.title_en,
        "value": in_words(known, row.value, "zh-hans"),
        "value_en": in_words(known, row.value, "en"),
        "stored": row.value,
        "effective_from": row.effective_from,
        "source": row.source,
        "clause": str(row.clause) if row.clause else None,
    }
    record(chain=chain_of(row.code), kind=kind, at=at, by=by, payload=payload)
