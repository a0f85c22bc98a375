"""Receipts of what was handed in, read from the trail: nobody can change them afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.audit.kinds import actor
from casework.audit.models import Event
from casework.cases.models import Case
from casework.papers.services.handing_in import HANDED_IN
from documents.catalogue import document_type


@dataclass(frozen=True)
class File:
    """One line; ``size`` in bytes, the person masked."""

    number: int
    type: str
    person: str
    name: str
    size: int
    sha256: str
    is_reused: bool


@dataclass(frozen=True)
class Receipt:
    case: Case
    ordinal: int
    number: str
    at: datetime
    by: str
    files: Sequence[File]


def receipts_of(case: Case) -> list[Receipt]:
    """All receipts of a case, in order."""
    handed_in = Event.objects.filter(chain=case.pk, kind=HANDED_IN).order_by("seq")
    return [_receipt(case, ordinal, event) for ordinal, event in enumerate(handed_in, 1)]


def _receipt(case: Case, ordinal: int, event: Event) -> Receipt:
    payload: dict[str, Any] = event.payload
    return Receipt(
        case, ordinal, payload["number"], event.at, actor(event, "zh-hans"), list(_files(payload["rows"]))
    )


def _files(rows: Iterable[dict[str, Any]]) -> Iterable[File]:
    for number, row in enumerate(rows, 1):
        yield File(
            number=number,
            type=document_type(row["type_code"]).label,
            person=row["person"],
            name=row["file_name"],
            size=row["size"],
            sha256=row["sha256"],
            is_reused=row["is_reused"],
        )
