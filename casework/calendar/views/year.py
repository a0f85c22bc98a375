"""One year on a page, for everybody who is logged in."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.calendar.models import PublishedYear, ServiceTerm
from casework.calendar.months import Span, months, spans
from casework.calendar.policies import may_change_calendar
from casework.calendar.services import Calendar, warn_missing_year
from casework.calendar.wording import dates
from casework.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    name: str
    working: bool


@dataclass(frozen=True, slots=True)
class TermLine:
    name: str
    school: str
    starts_on: str
    service_from: str
    service_to: str
    ends_on: str


@require_safe
def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    today = timezone.localdate()
    shown = today.year if year is None else year
    if not 2000 <= shown <= 2100:
        raise Http404
    calendar = Calendar.load()
    language = get_language() or "zh-hans"
    may_change = may_change_calendar(cast(Person, request.user), today)
    context = {
        "year": shown,
        "months": months(calendar, shown, today=today, language=language),
        "heads": dates.weekday_heads(language),
        "lines": [_line(span, language) for span in spans(calendar, shown)],
        "notice": PublishedYear.objects.filter(year=shown).first(),
        "working_days": calendar.working_days_in(shown),
        "terms": _terms(shown, language),
        "may_change": may_change,
        "warning": warn_missing_year(today) if may_change else None,
    }
    return render(request, "calendar/year.html", context)


def _line(span: Span, language: str) -> Line:
    name = dates.holiday_name(span.name, language)
    return Line(dates.span(span.first, span.last, language), name, span.working)


def _terms(shown: int, language: str) -> list[TermLine]:
    touching = ServiceTerm.objects.filter(starts_on__year__lte=shown, ends_on__year__gte=shown)
    return [
        TermLine(
            term.name,
            term.organisation.short_name if term.organisation else "",
            *(
                dates.full_date(day, language)
                for day in (term.starts_on, term.service_from, term.service_to, term.ends_on)
            ),
        )
        for term in touching.select_related("organisation")
    ]
