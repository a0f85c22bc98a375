"""批量发起: what was opened for many, how far it is, and another try of what was not."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.services import try_again
from casework.inbox.batches.pages import batch_page, batch_row, batches
from casework.inbox.batches.rights import may_see_batches, may_try_again
from casework.inbox.viewer import viewer_of

PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if not may_see_batches(viewer.standing):
        raise PermissionDenied(_("批量发起的事项由科室查看。"))
    page = Paginator(batches(viewer), PAGE).get_page(request.GET.get("page"))
    rows = [batch_row(batch, viewer) for batch in page]
    return render(request, "inbox/batches.html", {"page": page, "rows": rows})


@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = get_object_or_404(batches(viewer), pk=batch_id)
    return render(request, "inbox/batch.html", {"page": batch_page(found, viewer)})


@require_POST
def again(request: HttpRequest, batch_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = get_object_or_404(batches(viewer), pk=batch_id)
    if not may_try_again(found, viewer.standing):
        raise PermissionDenied(_("由承办科室或者发起人决定是否重试。"))
    try_again(batch=found, at=viewer.now)
    return redirect("batches:batch", batch_id)
