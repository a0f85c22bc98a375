"""修正路径: choose a move, see what it does, say why; a second person sees the same and confirms."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases.models import Case
from casework.inbox.viewer import Viewer, viewer_of
from casework.repairs.models import Repair
from casework.repairs.pages import case_page, diagram_state, diagram_xml, effect, move_of, repair_page
from casework.repairs.policies import may_repair, repairable_cases, visible_repairs
from casework.repairs.services import (
    AlreadyProposed,
    CaseMovedOn,
    OwnProposal,
    ReasonRefused,
    RepairSettled,
    confirm,
    drop,
    propose,
)
from casework.repairs.stuck import stuck_cases
from processes.engine import IllegalMove
from processes.services import MoveFailed, StaleInstance

LONGEST_LIST = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, what stands still, and what was done; any case is found by its number."""
    viewer = _repairer(request)
    number = request.GET.get("number", "").strip()[:40]
    if number and (case := repairable_cases(viewer.standing).filter(number=number).first()):
        return redirect("repairs:case", case_id=case.pk)
    repairs = visible_repairs(viewer.standing).order_by("-proposed_at")
    context = {
        "open": list(repairs.filter(status=Repair.Status.OPEN)[:LONGEST_LIST]),
        "settled": list(repairs.exclude(status=Repair.Status.OPEN)[:LONGEST_LIST]),
        "number": number,
        "stuck": stuck_cases(viewer),
    }
    return render(request, "repairs/index.html", context)


@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    return render(request, "repairs/case.html", {"page": case_page(_case(viewer, case_id), viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
    """The preview of one move, with the reason to be given."""
    viewer = _repairer(request)
    found = _case(viewer, case_id)
    if request.method == "POST":
        return _propose(request, viewer, found, key)
    return _ask(request, viewer, found, key)


def _propose(request: HttpRequest, viewer: Viewer, found: Case, key: str) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        repair = propose(case=found, move=move_of(key), reason=reason, by=viewer.person, at=viewer.now)
    except ReasonRefused:
        wrong = _("请写明为什么要修正，5到500个字。")
        return _ask(request, viewer, found, key, status=422, reason=reason, wrong=wrong)
    except AlreadyProposed:
        wrong = _("本案已有一个修正在等第二人确认，请先确认或撤销它。")
        return _ask(request, viewer, found, key, status=409, reason=reason, wrong=wrong)
    except IllegalMove:
        return _gone(request, found)
    messages.success(request, _("已提出，等第二人确认后生效。"))
    return redirect("repairs:repair", repair_id=repair.pk)


def _ask(
    request: HttpRequest, viewer: Viewer, found: Case, key: str, *, status: int = 200, **typed: str
) -> HttpResponse:
    try:
        context = {"case": found, "effect": effect(found, move_of(key), viewer), **typed}
    except IllegalMove:
        return _gone(request, found)
    return render(request, "repairs/move.html", context, status=status)


def _gone(request: HttpRequest, found: Case) -> HttpResponse:
    messages.error(request, _("案件已经往前走了，这个修正不再适用，请重新选择。"))
    return redirect("repairs:case", case_id=found.pk)


@require_safe
def repair(request: HttpRequest, repair_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    return render(request, "repairs/repair.html", {"page": repair_page(_repair(viewer, repair_id), viewer)})


@require_POST
def confirm_repair(request: HttpRequest, repair_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    found = _repair(viewer, repair_id)
    try:
        confirm(repair=found, by=viewer.person, at=viewer.now)
    except OwnProposal:
        raise PermissionDenied(_("自己提出的修正要由第二个人确认。")) from None
    except RepairSettled:
        messages.error(request, _("这个修正刚刚已经有人处理了。"))
    except (CaseMovedOn, IllegalMove):
        messages.error(request, _("案件已经往前走了，这个修正不再适用，请重新选择。"))
    except MoveFailed as failed:
        messages.error(request, _("没有修正，案件还在原处：%(cause)s") % {"cause": failed})
    except StaleInstance:
        messages.error(request, _("同一时刻有人在办理本案，请再点一次。"))
    else:
        messages.success(request, _("已修正，案件按新的路径办理。"))
    return redirect("repairs:repair", repair_id=found.pk)


@require_POST
def drop_repair(request: HttpRequest, repair_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    found = _repair(viewer, repair_id)
    try:
        drop(repair=found, by=viewer.person, at=viewer.now)
    except RepairSettled:
        messages.error(request, _("这个修正刚刚已经有人处理了。"))
    else:
        messages.success(request, _("已撤销，案件没有变动。"))
    return redirect("repairs:repair", repair_id=found.pk)


@require_safe
def xml(request: HttpRequest, repair_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    drawn = diagram_xml(_repair(viewer, repair_id), viewer.language)
    return HttpResponse(drawn, content_type="application/xml; charset=utf-8")


@require_safe
def state(request: HttpRequest, repair_id: UUID, when: str) -> HttpResponse:
    if when not in {"before", "after"}:
        raise Http404
    return JsonResponse(diagram_state(_repair(_repairer(request), repair_id), when))


def _case(viewer: Viewer, case_id: UUID) -> Case:
    return get_object_or_404(repairable_cases(viewer.standing), pk=case_id)


def _repair(viewer: Viewer, repair_id: UUID) -> Repair:
    return get_object_or_404(visible_repairs(viewer.standing), pk=repair_id)


def _repairer(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not may_repair(viewer.standing):
        raise PermissionDenied(_("只有本案科室负责人和流程管理员可以修正路径。"))
    return viewer
