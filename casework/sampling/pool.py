"""What a draw knows of every school of a district, in a constant number of statements (D11a)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from casework.calendar.models import Deadline
from casework.cases.models import Case
from casework.findings.models import Finding
from casework.organisations.models import Organisation
from casework.organisations.queries import active_schools
from casework.permits.models import Permit
from casework.sampling.models import Visit

RECTIFY = "rectify"
LOOK_BACK = 90
# A school that nobody has ever visited counts as one that was not for so many months.
LONGEST = 12
GONE = (Finding.State.WITHDRAWN, Finding.State.TRANSFERRED, Finding.State.MERGED)


@dataclass(frozen=True)
class Known:
    """A school and the facts that a table of risk may read, as FEEL values."""

    school: Organisation
    seen: bool
    due: bool
    facts: Mapping[str, Any]


def pool(*, case: Case, term_from: date | None, day: date) -> list[Known]:
    """Active schools of the case's district in order of their codes; visits are those of cases of the same kind."""
    schools = active_schools(case.district)
    ids = [school.pk for school in schools]
    overdue, serious = _overdue(ids, day), _serious(ids, day)
    permits = Counter(Permit.objects.active_on(day).filter(school__in=ids).values_list("school", flat=True))
    visits = _last_visits(case.kind, ids)
    last = {visit.school_id: visit.on for visit in visits}
    again = {visit.school_id for visit in visits if visit.again}
    return [
        Known(
            school=school,
            seen=_is_seen(last.get(school.pk), term_from),
            due=school.pk in again,
            facts={
                "id": str(school.pk),
                "name": school.short_name,
                "overdue_rectifications": Decimal(overdue[school.pk]),
                "serious_findings": Decimal(serious[school.pk]),
                # Nobody patrols or asks parents yet: the tables may count it as soon as somebody does.
                "missed_patrols": Decimal(0),
                "satisfaction": None,
                "permits": Decimal(permits[school.pk]),
                "last_visit": last.get(school.pk),
                "months_since_visit": Decimal(months_between(last.get(school.pk), day)),
                "seen_this_term": _is_seen(last.get(school.pk), term_from),
                "due_again": school.pk in again,
            },
        )
        for school in schools
    ]


def months_between(last: date | None, day: date) -> int:
    """Whole months since the last visit, at most LONGEST, which also stands for never."""
    if last is None:
        return LONGEST
    whole = (day.year - last.year) * 12 + day.month - last.month - (day.day < last.day)
    return max(0, min(whole, LONGEST))


def _is_seen(last: date | None, term_from: date | None) -> bool:
    return last is not None and term_from is not None and last >= term_from


def _overdue(schools: Iterable[UUID], day: date) -> Counter[UUID]:
    """Rectifications whose time is over and that are not closed."""
    cases = Case.objects.open().filter(kind=Case.Kind.RECTIFICATION, respondent__in=schools)
    late = Deadline.objects.running().filter(name=RECTIFY, due_on__lt=day, holder__in=cases.values("pk"))
    return Counter(cases.filter(pk__in=late.values("holder")).values_list("respondent", flat=True))


def _serious(schools: Iterable[UUID], day: date) -> Counter[UUID]:
    found = Finding.objects.filter(
        case__respondent__in=schools,
        severity__gte=Case.Severity.SERIOUS,
        found_on__gt=day - timedelta(days=LOOK_BACK),
    ).exclude(state__in=GONE)
    return Counter(found.values_list("case__respondent", flat=True))


def _last_visits(kind: str, schools: Iterable[UUID]) -> list[Visit]:
    """The newest of each school."""
    later = Visit.objects.filter(kind=kind, school=OuterRef("school"), on__gt=OuterRef("on"))
    newest = Visit.objects.filter(~Exists(later), kind=kind, school__in=schools).order_by("pk")
    return list({visit.school_id: visit for visit in newest}.values())
