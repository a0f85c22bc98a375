"""What anybody may know: whether a badge is good, and who was admitted (domain.md §4.4 rule 8)."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.filings.checking import receipt
from casework.filings.digest import FINGERPRINT
from casework.filings.models import Filing
from casework.permits.badges import UnknownBadge, check, public_name, read
from casework.permits.models import Permit


@never_cache
@require_safe
def check_badge(request: HttpRequest, token: str) -> HttpResponse:
    """Name half hidden, vendor, school, courses, valid or not; or what a receipt stands for. All else is no badge."""
    try:
        row = read(token)
    except UnknownBadge:
        return _receipt(request, token)
    return render(request, "permits/check.html", {"check": check(row, day=localdate()), "today": localdate()})


def _receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The code of a filing receipt (OD-02) leads here too: what was filed, when, and the beginning of its hash."""
    filing = Filing.objects.select_related("filer", "changes", "permit__subject").filter(token=token).first()
    permit = getattr(filing, "permit", None)
    if filing is not None and filing.subject:
        return receipt(request, filing)
    if filing is None or permit is None:
        return render(request, "permits/no_badge.html", status=404)
    context = {
        "filing": filing,
        "fingerprint": filing.sha256[:FINGERPRINT],
        "vendor": public_name(permit),
        "permit": permit,
        "is_valid": Permit.objects.active_on(localdate()).filter(pk=permit.pk).exists(),
    }
    return render(request, "permits/receipt.html", context)


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
