"""Handing in: what was a draft is fixed from now on, and a receipt lists every file with size and fingerprint."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.organisations.models import Person
from casework.papers.models import Paper, Requirement
from casework.papers.naming import person_on
from casework.papers.services.alerting import tell_of_duplicates
from casework.papers.services.answering import OPEN
from documents.models import DocumentVersion
from documents.services import freeze

HANDED_IN = "papers.handed_in"


@dataclass(frozen=True)
class Row:
    """One file of the receipt; ``size`` in bytes, the person masked."""

    type_code: str
    type: str
    person: str
    file_name: str
    size: int
    sha256: str
    is_reused: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Receipt:
    """``number`` is the case's with the ordinal of the handing in: ``QSH-RX-2026-000012-2``."""

    number: str
    at: datetime
    rows: tuple[Row, ...]


class NothingToHandIn(Exception):
    """No requirement is open that has a file."""


def hand_in(*, case: Case, by: Person, at: datetime, is_for_school: bool = False) -> Receipt:
    """Fix the answers of the vendor, or of the school: drafts become SUBMITTED, their files frozen, and the
    requirements ANSWERED. Lines without a file stay open; whether that may be, the process decides.

    Raises NothingToHandIn.
    """
    with transaction.atomic():
        held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        answered = [row for row in _open(held, is_for_school) if row.paper and row.paper.version]
        if not answered:
            raise NothingToHandIn(held.number)
        papers = [row.paper for row in answered if row.paper]
        freeze(versions=_versions(papers), at=at)
        drafts = [paper.pk for paper in papers if paper.state == Paper.State.DRAFT]
        Paper.objects.filter(pk__in=drafts).update(state=Paper.State.SUBMITTED)
        Requirement.objects.filter(pk__in=[row.pk for row in answered]).update(
            state=Requirement.State.ANSWERED, message=""
        )
        tell_of_duplicates(case=held, papers=papers, at=at)
        return _receipt(held, tuple(map(_row, answered)), by, at)


def _open(case: Case, is_for_school: bool) -> list[Requirement]:
    found = case.requirements.filter(state__in=OPEN, is_for_school=is_for_school)
    return list(
        found.select_related("paper__document", "instructor", "case__respondent").prefetch_related(
            "paper__document__versions"
        )
    )


def _versions(papers: list[Paper]) -> list[DocumentVersion]:
    return [version for paper in papers if (version := paper.version)]


def _row(requirement: Requirement) -> Row:
    paper = requirement.paper
    version = paper.version if paper else None
    if paper is None or version is None:  # the caller has left these out
        raise NothingToHandIn(str(requirement.pk))
    return Row(
        type_code=paper.type_code,
        type=paper.type.zh,
        person=person_on(requirement.instructor, subject=requirement.case.respondent, in_full=False),
        file_name=version.name,
        size=version.size or 0,
        sha256=version.sha256,
        is_reused=requirement.is_reused,
    )


def _receipt(case: Case, rows: tuple[Row, ...], by: Person, at: datetime) -> Receipt:
    ordinal = Event.objects.filter(chain=case.pk, kind=HANDED_IN).count() + 1
    receipt = Receipt(number=f"{case.number}-{ordinal}", at=at, rows=rows)
    payload = {"number": receipt.number, "count": len(rows), "rows": [row.as_json() for row in rows]}
    record(chain=case.pk, kind=HANDED_IN, at=at, by=by, payload=payload)
    return receipt
