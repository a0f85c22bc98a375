"""Documents enter the register with all their clauses, which stay as they were entered; dates may follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from casework.audit.services import record
from casework.organisations.models import Person
from casework.policy.models import Clause, PolicyDocument
from casework.policy.seeding import plant


@dataclass(frozen=True)
class NewClause:
    """A clause to be entered, in the order of the document."""

    place: str
    text: str


def seed_documents() -> int:
    """Plant the documents of the first deployment that are missing; safe to repeat. Returns the number added."""
    return plant(documents=PolicyDocument.objects, clauses=Clause.objects)


def register_document(
    *,
    level: str,
    title: str,
    issuer: str,
    number: str = "",
    short_name: str = "",
    issued_on: date | None = None,
    effective_on: date | None = None,
    superiors: Iterable[PolicyDocument] = (),
    replaces: PolicyDocument | None = None,
    clauses: Sequence[NewClause] = (),
    by: Person,
    at: datetime,
) -> PolicyDocument:
    """Register a document. What it replaces ends on the day before it begins, where both days are known.

    The database refuses a number or a short name that is taken, and a place that comes twice (IntegrityError).
    """
    with transaction.atomic():
        document = PolicyDocument.objects.create(
            level=level, title=title, issuer=issuer, number=number, short_name=short_name, issued_on=issued_on,
            effective_on=effective_on, replaces=replaces,
        )  # fmt: skip
        document.superiors.set(superiors)
        Clause.objects.bulk_create(
            Clause(document=document, ordinal=ordinal, place=clause.place, text=clause.text)
            for ordinal, clause in enumerate(clauses, 1)
        )
        payload = {
            "title": str(document),
            "number": number,
            "level": level,
            "clauses": len(clauses),
            "replaces": str(replaces) if replaces else None,
        }
        record(chain=document.pk, kind="policy.registered", at=at, by=by, payload=payload)
        if replaces is not None and effective_on is not None:
            _end(replaces, effective_on - timedelta(days=1), by=by, at=at)
    return document


def date_document(
    *,
    document: PolicyDocument,
    issued_on: date | None,
    effective_on: date | None,
    ended_on: date | None,
    by: Person,
    at: datetime,
) -> PolicyDocument:
    """Set the days of a document, None for one that nobody knows. The database refuses an end before the beginning."""
    with transaction.atomic():
        locked = PolicyDocument.objects.select_for_update().get(pk=document.pk)
        locked.issued_on, locked.effective_on, locked.ended_on = issued_on, effective_on, ended_on
        locked.save(update_fields=["issued_on", "effective_on", "ended_on"])
        _tell_dates(locked, by=by, at=at)
    return locked


def _end(document: PolicyDocument, day: date, *, by: Person, at: datetime) -> None:
    locked = PolicyDocument.objects.select_for_update().get(pk=document.pk)
    if locked.ended_on is None and (locked.effective_on is None or locked.effective_on <= day):
        locked.ended_on = day
        locked.save(update_fields=["ended_on"])
        _tell_dates(locked, by=by, at=at)


def _tell_dates(document: PolicyDocument, *, by: Person, at: datetime) -> None:
    unknown = {"effective_on": ("未录", "not entered"), "ended_on": ("无", "open")}
    payload: dict[str, object] = {"title": str(document), "issued_on": document.issued_on}
    for name, (zh, en) in unknown.items():
        day = getattr(document, name)
        payload |= {name: day or zh, f"{name}_en": day or en}
    record(chain=document.pk, kind="policy.dated", at=at, by=by, payload=payload)
