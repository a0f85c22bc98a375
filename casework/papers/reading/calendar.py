"""Facts against the calendar: dates that cannot be, that are over, or that look like a slip of the pen."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.calendar.wording.dates import full_date
from casework.papers.faults import Fault
from casework.papers.models import Paper

_FARTHEST_YEARS = 30
_LONG_BEFORE = date(1950, 1, 1)
_SOON_DAYS = 366


def date_faults(paper: Paper, day: date) -> Iterator[Fault]:
    yield from _issue(paper, day)
    yield from _start(paper, day)
    yield from _end(paper, day)


def _issue(paper: Paper, day: date) -> Iterator[Fault]:
    issued = paper.issued_on
    if issued is None:
        return
    said = {"date": _said(issued), "age": paper.type.max_age_days}
    if issued > day:
        yield Fault("issued_on", _("发证日期%(date)s还没有到。请对照证件改正年份或月日。") % said)
    elif issued < _LONG_BEFORE:
        yield Fault(
            "issued_on", _("发证日期%(date)s离现在很远，请核对年份是否填错。") % said, is_question=True
        )
    elif paper.type.max_age_days and (day - issued).days > paper.type.max_age_days:
        yield Fault(
            "issued_on", _("开具日期%(date)s距今超过%(age)s天，已经过旧。请重新开具后上传新的一份。") % said
        )
    if paper.valid_to and issued > paper.valid_to:
        yield Fault("issued_on", _("发证日期晚于有效期至。请对照证件核对两个日期。"))


def _start(paper: Paper, day: date) -> Iterator[Fault]:
    if paper.valid_from and (paper.valid_from - day).days > _SOON_DAYS:
        said = {"date": _said(paper.valid_from)}
        yield Fault(
            "valid_from", _("有效期自%(date)s起，还有一年多才生效，请核对年份。") % said, is_question=True
        )


def _end(paper: Paper, day: date) -> Iterator[Fault]:
    end = paper.valid_to
    if end is None:
        return
    said = {"date": _said(end)}
    if end < day:
        yield Fault("valid_to", _("有效期至%(date)s，已经过期。请换领新证后上传，并按新证填写日期。") % said)
    elif end.year - day.year > _FARTHEST_YEARS:
        sentence = (
            _("有效期至%(date)s，离现在很远，请核对年份；证件上写“长期”的，请填“长期”。")
            if paper.type.long_term
            else _("有效期至%(date)s，离现在很远，请核对年份。")
        )
        yield Fault("valid_to", sentence % said, is_question=True)


def _said(day: date) -> str:
    return full_date(day, get_language() or "zh-hans")
