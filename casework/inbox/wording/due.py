"""How much time is left, as a colour and as words; never a colour alone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.calendar.services import Calendar
from casework.cases.clock import local_date


@dataclass(frozen=True)
class Due:
    """``tone`` is overdue, now, soon or ok; ``words`` say the same (domain.md §2.32)."""

    on: date
    remaining: int
    tone: str
    words: str


def due_in_words(due_at: datetime | None, *, today: date, calendar: Calendar) -> Due | None:
    """None for what has no deadline."""
    if due_at is None:
        return None
    day = local_date(due_at)
    remaining = calendar.remaining(day, today)
    return Due(day, remaining, tone(remaining), in_words(remaining))


def tone(remaining: int) -> str:
    if remaining < 0:
        return "overdue"
    if remaining <= 1:
        return "now"
    return "soon" if remaining <= 3 else "ok"


def in_words(remaining: int) -> str:
    if remaining < 0:
        return ngettext("超期%(n)s天", "超期%(n)s天", -remaining) % {"n": -remaining}
    if remaining == 0:
        return _("今天到期")
    return ngettext("剩%(n)s个工作日", "剩%(n)s个工作日", remaining) % {"n": remaining}
