"""The life of a publication. Every function runs in the transaction of a step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F

from casework.calendar.services import Unit, cancel, meet, set_deadline
from casework.cases.clock import local_date, plain_date
from casework.cases.models import Case
from casework.letters.models import Letter
from casework.publicity.models import Publication

PUBLICITY = "publicity"
MAXIMUM_ROWS = 200
MAXIMUM_COLUMNS = 12


class LetterNotProduced(Exception):
    """A letter is made public as it was produced; this one is still a draft."""


def publish(
    *,
    case: Case,
    title: str,
    text: str,
    days: int,
    at: datetime,
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Publication:
    """Show it from today for ``days`` working days, today not counted (PRM_PUB_WD).

    ``rows`` are the lines of a table beside the text; the keys of the first are its headings.
    """
    deadline = set_deadline(
        holder=case.pk,
        name=PUBLICITY,
        length=days,
        unit=Unit.WORKING,
        starts_on=local_date(at),
        at=at,
        verb="公示",
    )
    return Publication.objects.create(
        case=case,
        title=title[:120],
        text=text[:1000],
        rows=table(rows or []),
        starts_on=local_date(at),
        ends_on=deadline.due_on,
        published_at=at,
    )


def publish_letter(
    *,
    letter: Letter,
    text: str,
    days: int,
    at: datetime,
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> Publication:
    """Make a produced letter public for ``days`` calendar days from today, with a summary and its main table.

    Raises LetterNotProduced.
    """
    if letter.version_id is None:
        raise LetterNotProduced(letter.title)
    return Publication.objects.create(
        case=letter.case,
        letter=letter,
        title=letter.title[:120],
        text=text[:1000],
        rows=table(rows or []),
        starts_on=local_date(at),
        ends_on=local_date(at) + timedelta(days=days),
        state=Publication.State.OPEN,
        published_at=at,
    )


def table(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Headings and cells as texts; at most 200 lines of 12 columns are shown."""
    if not rows:
        return {}
    columns = list(rows[0])[:MAXIMUM_COLUMNS]
    cells = [[_words(row.get(name)) for name in columns] for row in rows[:MAXIMUM_ROWS]]
    return {"columns": columns, "cells": cells}


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def note_objection(*, publication: Publication) -> None:
    Publication.objects.filter(pk=publication.pk).update(objections=F("objections") + 1)


def strike(*, publication: Publication, at: datetime) -> None:
    """An objection stands: what was shown does not take effect."""
    publication.state = Publication.State.STRUCK
    publication.save(update_fields=["state"])
    cancel(holder=publication.case_id, name=PUBLICITY, at=at, reason="异议成立")


def finish(*, publication: Publication, at: datetime) -> None:
    """The time is over and no objection stands."""
    publication.state = Publication.State.PASSED
    publication.save(update_fields=["state"])
    meet(holder=publication.case_id, name=PUBLICITY, at=at)
