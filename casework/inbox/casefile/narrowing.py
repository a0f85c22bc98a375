"""What else the list of cases may be narrowed to by its address: every figure of the reports leads to such a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from re import fullmatch

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.calendar.services import Calendar
from casework.calendar.wording.dates import full_date
from casework.cases.clock import LOCAL
from casework.findings.models import Finding
from casework.inbox.casefile.terms import MET_WORDS, VERDICTS, cases_with, verdict
from casework.inbox.desk.filters import known_id
from casework.organisations.models import Organisation
from processes.models import UserTask

_DAY = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True)
class Span:
    """Days, both included; in an address ``2026-03-01..2026-03-31``."""

    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> "Span":
        """Raises ValueError."""
        first, _, last = text.partition("..")
        return cls(date.fromisoformat(first), date.fromisoformat(last or first))

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment up to, and without, the last one."""
        begin, end = self.first, self.last + timedelta(days=1)
        return datetime.combine(begin, time(0), LOCAL), datetime.combine(end, time(0), LOCAL)

    def of(self, field: str) -> Q:
        """Whose ``field``, a moment, lies in it."""
        begin, end = self.moments
        return Q(**{f"{field}__gte": begin, f"{field}__lt": end})


Asked = Mapping[str, str]
Condition = Callable[[Asked, datetime], Q]


@dataclass(frozen=True)
class Narrowing:
    """One word of the address: what it may be, what it means together with the others, and how it is told."""

    accepts: Callable[[str], bool]
    condition: Condition
    words: object


def kept(query: Mapping[str, str]) -> dict[str, str]:
    """The narrowings in an address; what cannot be meant is left out."""
    found = {name: query.get(name, "") for name in NARROWINGS}
    return {name: value for name, value in found.items() if value and NARROWINGS[name].accepts(value)}


def conditions(asked: Asked, now: datetime) -> Q:
    found = Q()
    for name in asked:
        found &= NARROWINGS[name].condition(asked, now)
    return found


def told(asked: Asked) -> list[str]:
    """What the list is narrowed to, in words."""
    # Which deadline it is says the figure that led here; its name is no word for people.
    return [_said(name, value) for name, value in asked.items() if name != "term"]


def _said(name: str, value: str) -> str:
    label, language = str(NARROWINGS[name].words), get_language() or "zh-hans"
    if name in {"opened", "closed", "due", "done"}:
        days = Span.read(value)
        value = " — ".join(dict.fromkeys([full_date(days.first, language), full_date(days.last, language)]))
    elif name == "met":
        value = str(MET_WORDS[value])
    elif name == "rechecked":
        value = str(_("一次通过") if value == "passed" else _("未一次通过"))
    elif name != "outcome":
        return label
    return str(_("%(name)s：%(value)s") % {"name": label, "value": value})


def _is_span(text: str) -> bool:
    try:
        Span.read(text)
    except ValueError:
        return False
    return bool(fullmatch(rf"{_DAY}(\.\.{_DAY})?", text))


def _due(asked: Asked, now: datetime) -> Q:
    """``due`` names days and ``term`` which deadline; ``met`` what became of it."""
    which = Q()
    if span := asked.get("due"):
        days = Span.read(span)
        which = Q(due_on__gte=days.first, due_on__lte=days.last)
    if done := asked.get("done"):
        which &= Span.read(done).of("met_at")
    if met := asked.get("met"):
        which &= verdict(met, now)
    return cases_with(asked.get("term", ""), which)


def _visits(asked: Asked, now: datetime) -> Q:
    """Visits to a school, not the plans of an office under which they were made."""
    return Q(respondent__kind=Organisation.Kind.SCHOOL)


def _nothing(asked: Asked, now: datetime) -> Q:
    """Told by ``term``."""
    return Q()


def _overdue(asked: Asked, now: datetime) -> Q:
    return Q(due_at__lt=_midnight(now), closed_at=None)


def _soon(asked: Asked, now: datetime) -> Q:
    """Due today or within the next three working days, as the list counts it."""
    today = now.astimezone(LOCAL).date()
    return Q(Span(today, Calendar.load().working_days_after(today, 3)).of("due_at"), closed_at=None)


def _rechecked(asked: Asked, now: datetime) -> Q:
    first = Q(round=1, result=Finding.Result.PASS)
    findings: QuerySet[Finding] = Finding.objects.filter(case=OuterRef("pk")).exclude(result="")
    return Q(Exists(findings.filter(first if asked["rechecked"] == "passed" else ~first)))


def _open_task(asked: Asked, now: datetime) -> Q:
    """A step that waits in the organisation ``waits`` or with the person ``holder``; with ``overdue`` or ``free``, such a one."""
    tasks = UserTask.objects.open().filter(instance=OuterRef("instance"))
    if scope := asked.get("waits"):
        tasks = tasks.filter(scope=known_id(scope))
    if holder := asked.get("holder"):
        tasks = tasks.filter(assignee=int(holder))
    if asked.get("overdue"):
        tasks = tasks.filter(due_at__lt=_midnight(now))
    return Q(Exists(tasks.filter(assignee=None) if asked.get("free") else tasks))


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(LOCAL).date(), time(0), LOCAL)


def _outcome(asked: Asked, now: datetime) -> Q:
    return Q(outcome=asked["outcome"])


def _opened(asked: Asked, now: datetime) -> Q:
    return Span.read(asked["opened"]).of("opened_at")


def _closed(asked: Asked, now: datetime) -> Q:
    return Span.read(asked["closed"]).of("closed_at")


def _is_row(text: str) -> bool:
    """A number that a row can have."""
    return text.isdecimal() and len(text) <= 12


NARROWINGS: dict[str, Narrowing] = {
    "overdue": Narrowing("1".__eq__, _overdue, _("已超期")),
    "soon": Narrowing("1".__eq__, _soon, _("3个工作日内到期")),
    "outcome": Narrowing(lambda text: len(text) <= 40, _outcome, _("结果")),
    "opened": Narrowing(_is_span, _opened, _("立案时间")),
    "closed": Narrowing(_is_span, _closed, _("办结时间")),
    "visits": Narrowing("1".__eq__, _visits, _("到学校的")),
    "term": Narrowing(lambda text: bool(fullmatch(r"[a-z_]{1,60}", text)), _due, _("期限")),
    "due": Narrowing(_is_span, _nothing, _("到期时间")),
    "done": Narrowing(_is_span, _nothing, _("完成时间")),
    "met": Narrowing(lambda text: text in VERDICTS, _nothing, _("是否按期")),
    "rechecked": Narrowing(lambda text: text in {"passed", "failed"}, _rechecked, _("首次复查")),
    "waits": Narrowing(lambda text: bool(known_id(text)), _open_task, _("等待办理的单位")),
    "holder": Narrowing(_is_row, _open_task, _("办理人")),
    "free": Narrowing("1".__eq__, _nothing, _("无人领取")),
}
