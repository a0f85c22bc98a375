"""What anybody may know: whether a badge is good, and who was admitted (domain.md §4.4 rule 8)."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.permits.badges import UnknownBadge, check, public_name, read
from casework.permits.models import Permit


@never_cache
@require_safe
def check_badge(request: HttpRequest, token: str) -> HttpResponse:
    """Name half hidden, vendor, school, courses, valid or not. Whatever else is asked, there is no such badge."""
    try:
        row = read(token)
    except UnknownBadge:
        return render(request, "permits/no_badge.html", status=404)
    return render(request, "permits/check.html", {"check": check(row, day=localdate()), "today": localdate()})


@require_safe
def admitted(request: HttpRequest) -> HttpResponse:
    """Every vendor with a permit in force today, by school, with its courses; no person is named."""
    rows = [
        {
            "vendor": public_name(permit),
            "school": permit.school.name,
            "courses": [course.name for course in permit.application.courses.all()],
            "valid_to": permit.valid_to,
        }
        for permit in _in_force()
    ]
    return render(request, "permits/admitted.html", {"rows": rows, "today": localdate()})


def _in_force() -> QuerySet[Permit]:
    found = Permit.objects.active_on(localdate()).select_related("school", "subject", "application")
    return found.prefetch_related("application__courses").order_by("school__code", "subject__code")
