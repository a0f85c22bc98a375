"""The inbox, its summary pane, claim and release."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.services import may_begin
from casework.cases.standing_in import is_for
from casework.cases.standing_in import take as take_task
from casework.inbox.casefile.loading import load_case
from casework.inbox.desk import queries
from casework.inbox.desk.filters import Filters
from casework.inbox.desk.notices import mark_read, notices, unread
from casework.inbox.desk.queue import Queue
from casework.inbox.desk.rows import task_rows
from casework.inbox.desk.summary import summary_of
from casework.inbox.registration.rights import offices_of
from casework.inbox.step.loading import load_step
from casework.inbox.viewer import Viewer, viewer_of
from casework.inbox.views.task import refused
from casework.letters import copies
from processes.services import AlreadyClaimed, NotACandidate, may_take, release

PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer, filters = viewer_of(request), Filters.read(request.GET)
    context = {
        "filters": filters,
        "unread": unread(viewer),
        "copies": copies.unread(viewer.standing),
        "choices": queries.choices(viewer),
        "may_register": bool(offices_of(viewer.standing)),
        "may_begin": may_begin(viewer.standing),
        "stand_ins": viewer.standing.stand_ins,
    }
    return render(request, "inbox/home.html", context | _listed(request, viewer, filters))


def _listed(request: HttpRequest, viewer: Viewer, filters: Filters) -> dict[str, object]:
    if filters.tab == "read":
        page = _page(request, notices(viewer))
        return {"page": page, "notices": list(page)}
    if filters.tab == "started":
        page = _page(request, queries.started(viewer, filters))
        return {"page": page, "cases": list(page)}
    rows = queries.done(viewer, filters) if filters.tab == "done" else queries.todo(viewer, filters)
    page = _page(request, rows)
    return {"page": page, "rows": task_rows(page, viewer)}


def _page(request: HttpRequest, rows: QuerySet[Any] | Queue) -> Page[Any]:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]


@require_safe
def summary(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The right pane: what was said last, how much material, where it goes next."""
    step = load_step(task_id, viewer_of(request))
    return render(request, "inbox/summary.html", {"step": step, "summary": summary_of(step)})


@require_POST
def take(request: HttpRequest, task_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    step = load_step(task_id, viewer)
    try:
        claimed = take_task(task=step.task, standing=viewer.standing, at=viewer.now)
    except AlreadyClaimed as taken:
        messages.warning(request, _("这件事已由%(holder)s领取。") % {"holder": taken.holder})
        return _back(request)
    except NotACandidate:
        return refused(request, step, {}, _("这件事不在您的岗位职责内，不能领取。"))
    messages.success(request, _("已领取“%(step)s”，别人不会再重复办理。") % {"step": claimed.name})
    return redirect("inbox:task", task_id)


@require_POST
def put_back(request: HttpRequest, task_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    step = load_step(task_id, viewer)
    try:
        release(task=step.task, by=viewer.person)
    except AlreadyClaimed:
        if not is_for(step.task, viewer.standing) and not may_take(step.task, viewer.standing.pairs):
            return refused(request, step, {}, _("这件事不在您的岗位职责内。"))
        messages.warning(request, _("这件事不在您手里，不能退回。"))
    else:
        messages.success(request, _("已退回“%(step)s”，同岗位的人可以领取。") % {"step": step.task.name})
    return _back(request)


@require_POST
def read(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the viewer was told about a case counts as read; on to the case."""
    viewer = viewer_of(request)
    mark_read(load_case(case_id, viewer).pk, viewer)
    return redirect("cases:case", case_id)


def _back(request: HttpRequest) -> HttpResponse:
    """To the view of the list from which the button was pressed, if it is one of ours."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if ours and address.startswith("/") else "inbox:index")
