"""Reads the State Council's yearly notice as it is published.

四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext

from casework.calendar.changes import DayChange

ITEM = re.compile(
    r"[一二三四五六七八九十]+、\s*([^：:。]{2,20})[：:](.*?)(?=[一二三四五六七八九十]+、[^：:。]{2,20}[：:]|$)",
    re.S,
)
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)")
SPAN = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:至(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?")
TOTAL = re.compile(r"共(\d+)天")


class UnreadableNotice(Exception):
    """The text is not a notice of holidays, or contradicts itself; the message says where."""


def read_notice(text: str, *, year: int, source: str = "") -> list[DayChange]:
    """Every day off and every working weekend day that the notice names. Raises UnreadableNotice."""
    found: dict[date, DayChange] = {}
    for name, body in ITEM.findall(text):
        for day, working in _days(name, body, year):
            found[day] = DayChange(day, working, name, source=source)
    if not any(not change.working for change in found.values()):
        raise UnreadableNotice(gettext("没有读到放假日期，请粘贴通知中“一、元旦：……”起的全文。"))
    return [found[day] for day in sorted(found)]


def _days(name: str, body: str, year: int) -> Iterator[tuple[date, bool]]:
    for sentence in re.split("[。；;]", ASIDE.sub("", body)):
        before, holiday, after = sentence.partition("放假")
        if holiday:
            days = list(_dates(before, name, year))
            total = TOTAL.search(after)
            if total and int(total[1]) != len(days):
                told = {"name": name, "said": total[1], "read": len(days)}
                raise UnreadableNotice(
                    gettext("%(name)s写明共%(said)s天，读到的却是%(read)s天，请核对。") % told
                )
            yield from ((day, False) for day in days)
        elif "上班" in sentence:
            yield from ((day, True) for day in _dates(sentence, name, year))


def _dates(text: str, name: str, year: int) -> Iterator[date]:
    for first_year, first_month, first_day, last_year, last_month, last_day in SPAN.findall(text):
        try:
            first = date(int(first_year or year), int(first_month), int(first_day))
            last = first
            if last_day:
                last = date(int(last_year or first.year), int(last_month or first.month), int(last_day))
        except ValueError as error:
            raise UnreadableNotice(gettext("%(name)s里有不存在的日期，请核对。") % {"name": name}) from error
        if not 0 <= (last - first).days < 31:
            raise UnreadableNotice(gettext("%(name)s的起止日期颠倒或过长，请核对。") % {"name": name})
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))
