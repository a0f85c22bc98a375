"""The case list and the case page."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.cases.models import Case
from casework.cases.policies import may_export
from casework.cases.services import may_begin
from casework.inbox.casefile.listing import Wanted, case_list, case_rows, counts, own_school, respondents
from casework.inbox.casefile.loading import load_case
from casework.inbox.casefile.page import case_page
from casework.inbox.registration.rights import offices_of
from casework.inbox.repairs import may_reroute
from casework.inbox.viewer import viewer_of

PAGE = 50


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every case that the viewer may read; for a school or vendor, its own."""
    viewer, wanted = viewer_of(request), Wanted.read(request.GET)
    page = Paginator(case_list(viewer, wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "kinds": Case.Kind.choices,
        "page": page,
        "rows": case_rows(list(page), viewer),
        "counts": counts(viewer),
        "schools": respondents(viewer),
        "own_school": own_school(viewer.standing),
        "may_register": bool(offices_of(viewer.standing)),
        "may_begin": may_begin(viewer.standing),
    }
    return render(request, "inbox/cases.html", context)


@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    page = case_page(load_case(case_id, viewer), viewer)
    context = {
        "page": page,
        "may_export": may_export(viewer.standing),
        "may_reroute": may_reroute(page.case, viewer.standing),
    }
    return render(request, "inbox/case.html", context)
