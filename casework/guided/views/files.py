"""Shows the file of a paper that this submission asks for, on whatever device it goes on."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.guided.loading import NotYours, load_guided, load_requirement
from casework.guided.views.answers import page
from casework.inbox.viewer import viewer_of
from casework.papers.services import sensitive
from documents.responses import download
from documents.services import VersionNotAvailable
from storage import ObjectMissing, StoreUnavailable


@require_safe
@page
def view(request: HttpRequest, task_id: UUID, requirement_id: int) -> HttpResponseBase:
    """Opening a sensitive one is recorded: whoever hands it in checks what he sent."""
    viewer = viewer_of(request)
    step = load_guided(task_id, viewer)
    requirement = load_requirement(step, requirement_id)
    if requirement.paper is None:
        raise Http404
    try:
        version = sensitive.open(
            paper=requirement.paper,
            reason=_("提交材料时核对本单位上传的文件"),
            standing=viewer.standing,
            by=viewer.person,
            at=viewer.now,
        )
        inline = "save" not in request.GET
        return download(version, inline=inline, range_header=request.headers.get("Range", ""))
    except sensitive.MayNotOpen as reason:
        raise NotYours(step, str(reason)) from None
    except VersionNotAvailable:
        raise Http404 from None
    except (StoreUnavailable, ObjectMissing):
        context = {"case_id": step.case.pk, "version": requirement.paper.version}
        return render(request, "inbox/file_away.html", context, status=503)
