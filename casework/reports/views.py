"""The page of figures, and each of its blocks as a spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.reports.blocks import BLOCKS
from casework.reports.export import export
from casework.reports.page import blocks_for, page_of, reading_of
from casework.reports.policies import may_read_reports
from casework.reports.reading import Reading

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/overview.html", {"page": page_of(_allowed(request))})


@require_POST
def spreadsheet(request: HttpRequest, block: str) -> HttpResponse:
    reading = _allowed(request)
    if block not in blocks_for(reading):
        raise Http404
    made = export(block=BLOCKS[block](reading), reading=reading)
    response = HttpResponse(made.content, content_type=XLSX, headers={"Cache-Control": "private, no-store"})
    response.headers["Content-Disposition"] = made.disposition
    return response


def _allowed(request: HttpRequest) -> Reading:
    """Raises PermissionDenied."""
    reading = reading_of(request)
    if not may_read_reports(reading.viewer.standing):
        raise PermissionDenied(_("全局一览由局领导和各科室查看，校长可以看本校的情况。"))
    return reading
