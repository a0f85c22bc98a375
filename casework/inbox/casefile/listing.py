"""The list of cases, and what stands above it: how many are due, how many are over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.calendar.services import Calendar
from casework.cases.models import Case
from casework.cases.names import outcome_name, stage_name
from casework.cases.policies import visible_cases
from casework.findings.models import Finding
from casework.inbox.casefile.narrowing import conditions, kept, told
from casework.inbox.desk.filters import known_id
from casework.inbox.desk.queries import search
from casework.inbox.viewer import Viewer
from casework.inbox.wording.due import Due, due_in_words
from casework.inbox.wording.labels import severity_text
from casework.organisations.models import Organisation, Role
from casework.organisations.services import Standing
from processes.models import UserTask

RESPONDENT_ROLES = {role.value for role in Role if role.value >= Role.PRINCIPAL.value}
STATES = ("open", "closed", "all")


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for, as it stands in the address."""

    state: str = "open"
    school: str = ""
    severity: str = ""
    text: str = ""
    kind: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        state, severity = query.get("state", ""), query.get("severity", "")
        return cls(
            state=state if state in STATES else "open",
            school=known_id(query.get("school", "")),
            severity=severity if severity in {"1", "2", "3", "4"} else "",
            text=query.get("q", "").strip()[:60],
            kind=query.get("kind", "") if query.get("kind") in Case.Kind.values else "",
            more=kept(query),
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.school or self.severity or self.text or self.kind or self.more)

    @property
    def told(self) -> str:
        """What the address narrows the list to beyond the fields of the page."""
        return _("、").join(told(self.more))

    @property
    def may_have_findings(self) -> bool:
        return self.kind in {"", Case.Kind.RECTIFICATION}

    def query(self, **changes: str) -> str:
        names = {
            "state": self.state,
            "school": self.school,
            "severity": self.severity,
            "q": self.text,
            "kind": self.kind,
            **self.more,
        }
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in {**names, **changes}.items() if value})
        return f"?{query.urlencode()}"


@dataclass(frozen=True)
class CaseRow:
    case: Case
    severity: str
    stage: str
    due: Due | None
    settled: int
    findings: int


@dataclass(frozen=True)
class Counts:
    """Open cases of the viewer: all, those due within three working days, those that are over."""

    open: int
    soon: int
    overdue: int


def case_list(viewer: Viewer, wanted: Wanted) -> QuerySet[Case]:
    """Most urgent first; closed ones by the day of closure, newest first."""
    seen = visible_cases(viewer.standing)
    # What is closed is not due any more: nobody need look through its tasks.
    timed = seen if wanted.state == "closed" and not wanted.more else with_due(seen)
    cases = timed.filter(_asked(wanted, viewer))
    shown = cases.select_related("respondent", "school", "office", "instance__version")
    order = (
        (F("due_at").asc(nulls_last=True),)
        if wanted.state == "open"
        else (F("closed_at").desc(nulls_first=True),)
    )
    # The engine's state is large and no row of a list needs it.
    shown = shown.defer("instance__state", "instance__trail")
    return shown.order_by(*order, "-opened_at", "id")


def with_due(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Each case with the moment at which the first of its open tasks is due."""
    tasks = (
        UserTask.objects.open()
        .filter(instance=OuterRef("instance"))
        .order_by()
        .values("instance")
        .annotate(first=Min("due_at"))
        .values("first")
    )
    return cases.annotate(due_at=Subquery(tasks))


def case_rows(cases: list[Case], viewer: Viewer) -> list[CaseRow]:
    calendar, ledgers = Calendar.load(), _ledgers(cases)
    return [_row(case, viewer, calendar, *ledgers.get(case.pk, (0, 0))) for case in cases]


def _ledgers(cases: list[Case]) -> dict[UUID, tuple[int, int]]:
    """Settled findings and all of them; of the cases of a page, since a long list would have to count all its rows."""
    found = Finding.objects.filter(case__in=[case.pk for case in cases]).order_by().values_list("case")
    settled = Count("pk", filter=Q(state__in=Finding.SETTLED))
    return {case: (done, every) for case, done, every in found.annotate(settled=settled, total=Count("pk"))}


def counts(viewer: Viewer) -> Counts:
    calendar = Calendar.load()
    over, soon = _end_of(viewer.today, -1), _end_of(calendar.working_days_after(viewer.today, 3), 0)
    found = with_due(visible_cases(viewer.standing).filter(closed_at=None)).aggregate(
        open=Count("pk"),
        soon=Count("pk", filter=Q(due_at__gt=over, due_at__lte=soon)),
        overdue=Count("pk", filter=Q(due_at__lte=over)),
    )
    return Counts(**found)


def respondents(viewer: Viewer) -> list[tuple[str, str]]:
    about = visible_cases(viewer.standing).filter(respondent=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(about)).order_by("code")
    return [(str(key), name) for key, name in found.values_list("pk", "short_name")]


def own_school(standing: Standing) -> str:
    """The name of the respondent whose people see nothing but its own cases; empty for offices."""
    held = [holding for holding in standing.holdings if holding.role in RESPONDENT_ROLES]
    names = {holding.organisation_name for holding in held}
    return names.pop() if len(names) == 1 and len(held) == len(standing.holdings) else ""


def _asked(wanted: Wanted, viewer: Viewer) -> Q:
    asked = {"open": Q(closed_at=None), "closed": Q(closed_at__isnull=False), "all": Q()}[wanted.state]
    if wanted.school:
        asked &= Q(respondent=wanted.school) | Q(school=wanted.school)
    if wanted.severity:
        asked &= Q(severity=wanted.severity, kind=Case.Kind.RECTIFICATION)
    if wanted.kind:
        asked &= Q(kind=wanted.kind)
    if wanted.more:
        asked &= conditions(wanted.more, viewer.now)
    return asked & search("", wanted.text) if wanted.text else asked


def _row(case: Case, viewer: Viewer, calendar: Calendar, settled: int, total: int) -> CaseRow:
    due_at: datetime | None = getattr(case, "due_at", None)
    return CaseRow(
        case=case,
        severity=severity_text(case.severity),
        stage=outcome_name(case, viewer.language) if case.outcome else stage_name(case, viewer.language),
        due=None if case.closed_at else due_in_words(due_at, today=viewer.today, calendar=calendar),
        settled=settled,
        findings=total,
    )


def _end_of(day: date, shift: int) -> datetime:
    """The last moment of a local day, or of the one before it."""
    return timezone.make_aware(datetime.combine(date.fromordinal(day.toordinal() + shift), time.max))
