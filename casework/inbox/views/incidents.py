"""Automatic steps that failed, and the button that has them done again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.names import failed_step
from casework.cases.services import AlreadyRepeated, give_back, retry_incident
from casework.inbox.repairs import incident_rows, may_repair, open_incidents
from casework.inbox.viewer import Viewer, viewer_of
from processes.engine import TaskNotReady


@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    viewer = _repairer(request)
    return render(request, "inbox/incidents.html", {"rows": incident_rows(viewer)})


@require_POST
def retry(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    viewer = _repairer(request)
    incident = get_object_or_404(open_incidents(viewer), pk=incident_id)
    try:
        outcome = retry_incident(incident=incident, by=viewer.person, at=viewer.now)
    except (AlreadyRepeated, TaskNotReady):
        messages.success(request, _("这个步骤刚刚已经有人处理了。"))
        return redirect("incidents:index")
    if outcome.incident is not None:
        messages.error(request, _("又没有成功：%(cause)s") % {"cause": outcome.incident.cause})
    else:
        messages.success(
            request, _("已重做“%(step)s”，案件继续办理。") % {"step": failed_step(incident, viewer.language)}
        )
    return redirect("incidents:index")


@require_POST
def return_task(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Open the task again for whoever handed it in, with what was typed as its draft."""
    viewer = _repairer(request)
    incident = get_object_or_404(open_incidents(viewer), pk=incident_id)
    try:
        give_back(incident=incident, by=viewer.person, at=viewer.now)
    except AlreadyRepeated:
        messages.success(request, _("这个步骤刚刚已经有人处理了。"))
    else:
        messages.success(request, _("已退回重办，填过的内容还在。"))
    return redirect("incidents:index")


def _repairer(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not may_repair(viewer.standing):
        raise PermissionDenied(_("只有科室负责人和管理员可以处理没有成功的自动步骤。"))
    return viewer
