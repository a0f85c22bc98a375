"""The days that a page of figures is about: a month, a term or a school year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from casework.calendar.snapshot import Term
from casework.calendar.wording.dates import is_english, month_title
from casework.inbox.casefile.narrowing import Span

KINDS = ("month", "term", "year")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """``kind`` is one of KINDS; days included on both ends. ``today`` may lie in it or not."""

    kind: str
    span: Span
    name: str
    today: date

    @classmethod
    def read(cls, query: Mapping[str, str], *, today: date, terms: Sequence[Term], language: str) -> "Period":
        """``period`` and ``on``, any day of it; what cannot be meant is the term of today."""
        kind = query.get("period", "")
        try:
            day = date.fromisoformat(query.get("on", ""))
        except ValueError:
            day = today
        if not date(2000, 2, 1) <= day <= date(2100, 1, 1):
            day = today
        return _around(kind if kind in KINDS else "term", day, today, terms, language)

    @property
    def months(self) -> list[Span]:
        """Its months up to that of today, each whole."""
        found, first = [], self.span.first.replace(day=1)
        while first <= min(self.span.last, max(self.today, self.span.first)):
            last = _month_after(first) - _DAY
            found.append(Span(first, last))
            first = last + _DAY
        return found

    @property
    def query(self) -> str:
        return f"period={self.kind}&on={self.span.first}"

    @property
    def before(self) -> str:
        """The address of the one before."""
        return f"?period={self.kind}&on={self.span.first - _DAY}"

    @property
    def after(self) -> str:
        return f"?period={self.kind}&on={self.span.last + _DAY}"

    @property
    def word_before(self) -> str:
        return {"month": _("上个月"), "term": _("上学期")}.get(self.kind, _("上学年"))

    @property
    def word_after(self) -> str:
        return {"month": _("下个月"), "term": _("下学期")}.get(self.kind, _("下学年"))

    @property
    def has_after(self) -> bool:
        return self.span.last < self.today

    def as_kind(self, kind: str) -> str:
        """The address of the month, term or year that holds today, or else the first day of this one."""
        day = self.today if self.span.first <= self.today <= self.span.last else self.span.first
        return f"?period={kind}&on={day}"


def _around(kind: str, day: date, today: date, terms: Sequence[Term], language: str) -> Period:
    if kind == "month":
        first = day.replace(day=1)
        name = (
            f"{month_title(day.month, language)} {day.year}"
            if is_english(language)
            else f"{day.year}年{day.month}月"
        )
        return Period(kind, Span(first, _month_after(first) - _DAY), name, today)
    if kind == "year":
        year = day.year if day.month >= 9 else day.year - 1
        name = _("%(first)s—%(last)s学年") % {"first": year, "last": year + 1}
        return Period(kind, Span(date(year, 9, 1), date(year + 1, 8, 31)), name, today)
    entered = next((term for term in terms if term.starts_on <= day <= term.ends_on), None)
    if entered is not None:
        return Period(kind, Span(entered.starts_on, entered.ends_on), entered.name, today)
    return _usual_term(day, today)


def _usual_term(day: date, today: date) -> Period:
    """Where no term is entered: September to January, and February to August."""
    autumn = day.month >= 9 or day.month == 1
    year = day.year if day.month >= 9 else day.year - 1
    span = (
        Span(date(year, 9, 1), date(year + 1, 1, 31))
        if autumn
        else Span(date(day.year, 2, 1), date(day.year, 8, 31))
    )
    words = _("%(first)s—%(last)s学年第一学期") if autumn else _("%(first)s—%(last)s学年第二学期")
    return Period("term", span, words % {"first": year, "last": year + 1}, today)


def _month_after(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
