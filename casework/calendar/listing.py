"""What the pages list: changes in words, and moved deadlines under the holder that each belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from casework.calendar import holders
from casework.calendar.explanation import explain
from casework.calendar.models import CalendarChange
from casework.calendar.services import Moved
from casework.calendar.wording.dates import full_date, holiday_name, is_english


@dataclass(frozen=True, slots=True)
class MovedRow:
    name: str
    old: str
    new: str
    later: bool
    over: bool  # the new date has passed already
    sentence: str


@dataclass(frozen=True, slots=True)
class Group:
    """The moved deadlines of one holder."""

    title: str
    url: str
    rows: list[MovedRow] = field(default_factory=list)


def previewed(moved: Iterable[Moved], *, today: date, language: str) -> list[Group]:
    return _grouped(
        [
            (m.deadline.holder, m.deadline.name, m.old_due, m.new_due, explain(m.deadline, language))
            for m in moved
        ],
        today,
        language,
    )


def recorded(change: CalendarChange, *, today: date, language: str) -> list[Group]:
    key = "sentence_en" if is_english(language) else "sentence"
    day = date.fromisoformat
    return _grouped(
        [(UUID(m["holder"]), m["name"], day(m["old"]), day(m["new"]), m[key]) for m in change.moved],
        today,
        language,
    )


def _grouped(moved: Sequence[tuple[UUID, str, date, date, str]], today: date, language: str) -> list[Group]:
    known = holders.describe(holder for holder, *_ in moved)
    groups: dict[UUID, Group] = {}
    for holder, name, old, new, sentence in moved:
        about = known.get(holder) or holders.Description(gettext("其他期限"))
        group = groups.setdefault(holder, Group(about.title, about.url))
        group.rows.append(
            MovedRow(
                holders.deadline_name(name),
                full_date(old, language),
                full_date(new, language),
                new > old,
                new < today,
                sentence,
            )
        )
    return list(groups.values())


def in_words(record: dict[str, Any], language: str) -> str:
    """One change of the ledger as a line of a page."""
    if record["what"] == "year":
        return gettext("%(year)s年放假安排：%(notice)s") % record
    if record["what"] == "term":
        if record["removed"]:
            return gettext("删除学期 %(name)s") % record
        return gettext("%(name)s：课后服务 %(service_from)s 至 %(service_to)s") % record
    day = date.fromisoformat(record["day"])
    name = holiday_name(record["name"], language)
    kind = {True: gettext("班"), False: gettext("休"), None: gettext("恢复默认")}[record["working"]]
    return " ".join(part for part in (full_date(day, language), kind, name) if part)
