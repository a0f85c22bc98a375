"""Automatic steps that failed: have them done again, passed over, or the task given back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.cases.names import failed_step
from casework.cases.services import (
    AlreadyRepeated,
    NotAllowed,
    NotSkippable,
    Outcome,
    ReasonRefused,
    give_back,
    retry_incident,
    skip_incident,
)
from casework.inbox.repairs import incident_list, may_repair, may_skip, open_incidents, skip_page
from casework.inbox.viewer import Viewer, viewer_of
from processes.engine import TaskNotReady
from processes.models import Incident
from processes.services import StaleInstance


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    found = incident_list(_repairer(request), request.GET.get("state", ""))
    return render(request, "inbox/incidents.html", {"list": found})


@require_POST
def retry(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    incident = _incident(viewer, incident_id)
    try:
        outcome = retry_incident(incident=incident, by=viewer.person, at=viewer.now)
    except (AlreadyRepeated, TaskNotReady):
        messages.success(request, _("这个步骤刚刚已经有人处理了。"))
    except (NotAllowed, StaleInstance) as trouble:
        messages.error(request, str(trouble) or _("同一时刻有人在办理本案，请再点一次。"))
    else:
        done = _("已重做“%(step)s”，案件继续办理。")
        _tell(request, outcome, done % {"step": failed_step(incident, viewer.language)})
    return redirect("incidents:index")


@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Say what will not be done; do so when a reason is given."""
    viewer = _repairer(request)
    if not may_skip(viewer.standing):
        raise PermissionDenied(_("跳过一个步骤要由本案科室负责人或流程管理员决定。"))
    incident = _incident(viewer, incident_id)
    if request.method == "POST":
        return _skip(request, incident, viewer)
    return _ask(request, incident, viewer)


def _skip(request: HttpRequest, incident: Incident, viewer: Viewer) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        outcome = skip_incident(incident=incident, reason=reason, by=viewer.person, at=viewer.now)
    except ReasonRefused:
        wrong = _("请写明为什么可以跳过，5到500个字。")
        return _ask(request, incident, viewer, reason=reason, wrong=wrong, status=422)
    except NotSkippable:
        return _ask(request, incident, viewer, status=409)
    except (AlreadyRepeated, TaskNotReady):
        messages.success(request, _("这个步骤刚刚已经有人处理了。"))
    except (NotAllowed, StaleInstance) as trouble:
        wrong = str(trouble) or _("同一时刻有人在办理本案，请再点一次。")
        return _ask(request, incident, viewer, reason=reason, wrong=wrong, status=503)
    else:
        done = _("已跳过“%(step)s”，案件继续办理。")
        _tell(request, outcome, done % {"step": failed_step(incident, viewer.language)})
    return redirect("incidents:index")


def _ask(
    request: HttpRequest, incident: Incident, viewer: Viewer, *, status: int = 200, **typed: str
) -> HttpResponse:
    context = {"page": skip_page(incident, viewer), **typed}
    return render(request, "inbox/skip_step.html", context, status=status)


@require_POST
def return_task(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Open the task again for whoever handed it in, with what was typed as its draft."""
    viewer = _repairer(request)
    try:
        give_back(incident=_incident(viewer, incident_id), by=viewer.person, at=viewer.now)
    except AlreadyRepeated:
        messages.success(request, _("这个步骤刚刚已经有人处理了。"))
    else:
        messages.success(request, _("已退回重办，填过的内容还在。"))
    return redirect("incidents:index")


def _tell(request: HttpRequest, outcome: Outcome, done: str) -> None:
    if outcome.incident is not None:
        messages.error(request, _("又没有成功：%(cause)s") % {"cause": outcome.incident.cause})
    else:
        messages.success(request, done)


def _incident(viewer: Viewer, incident_id: UUID) -> Incident:
    return get_object_or_404(open_incidents(viewer), pk=incident_id)


def _repairer(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not may_repair(viewer.standing):
        raise PermissionDenied(_("只有科室负责人和管理员可以处理没有成功的自动步骤。"))
    return viewer
