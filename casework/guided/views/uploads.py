"""Files of a submission: announced and completed by a script, or sent with the page where there is none."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.guided.keeping import hold, mark_mended
from casework.guided.loading import load_guided, load_requirement
from casework.guided.views.answers import script
from casework.inbox.step.drafts import DraftNotKept
from casework.inbox.viewer import viewer_of
from casework.papers.services import answering
from documents.models import DocumentVersion
from documents.scripts import asked, sentence, store_away
from documents.services import UploadIncomplete, UploadRefused
from storage import StoreUnavailable


@require_POST
@script
def begin(request: HttpRequest, task_id: UUID, requirement_id: int) -> HttpResponse:
    """Announce a file: ``{name, size}`` as JSON; answered by its version and a ticket for the bytes."""
    viewer = viewer_of(request)
    step = load_guided(task_id, viewer, posted=True)
    requirement = load_requirement(step, requirement_id)
    sent = asked(request)
    name, size = sent.get("name"), sent.get("size")
    if not isinstance(name, str) or not isinstance(size, int) or isinstance(size, bool):
        return sentence(_("上传请求不完整，请刷新页面再试。"), 400)
    try:
        hold(step)
        # The ticket runs from the machine's time, by which the bytes are taken.
        _paper, version, ticket = answering.begin(
            requirement=requirement, name=name, size=size, by=viewer.person, at=timezone.now()
        )
    except UploadRefused as refusal:
        return sentence(str(refusal), 422)
    except answering.NotOpen:
        return sentence(_("这份材料已经提交，不能再换。请刷新页面查看。"), 409)
    except DraftNotKept:
        return sentence(_("这件事由同事接手了，没有上传。请刷新页面查看。"), 409)
    except StoreUnavailable:
        return store_away()
    complete = reverse("guided:finish", args=[task_id, requirement_id, version.pk])
    return JsonResponse(ticket.as_json() | {"version": str(version.pk), "complete": complete})


@require_POST
@script
def finish(request: HttpRequest, task_id: UUID, requirement_id: int, version_id: UUID) -> HttpResponse:
    """The bytes have been sent: read them back and say what became of the file."""
    viewer = viewer_of(request)
    step = load_guided(task_id, viewer, posted=True)
    requirement = load_requirement(step, requirement_id)
    mine = DocumentVersion.objects.filter(
        document=requirement.paper.document_id if requirement.paper else None
    )
    version = get_object_or_404(
        mine.filter(uploaded_by=viewer.person).select_related("document"), pk=version_id
    )
    try:
        settled = answering.finish(requirement=requirement, version=version, at=viewer.now)
    except UploadIncomplete as reason:
        return sentence(str(reason), 409)
    except StoreUnavailable:
        return store_away()
    if not settled.is_available:
        return sentence(settled.refusal_sentence, 422)
    mark_mended(step, requirement)
    return JsonResponse({"version": str(settled.pk)})
