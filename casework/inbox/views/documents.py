"""Files of a case: announced, completed, shown and handed out to those who may see the case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.inbox.casefile.files import (
    addresses,
    case_version,
    finish_upload,
    may_upload,
    own_upload,
    start_upload,
)
from casework.inbox.casefile.loading import load_case
from casework.inbox.viewer import viewer_of
from documents.catalogue import UnknownDocumentType
from documents.responses import download
from documents.scripts import AWAY, asked, sentence, store_away
from documents.services import UploadIncomplete, UploadRefused
from storage import ObjectMissing, StoreUnavailable


@require_POST
def upload(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Announce a file: ``{type, name, size}`` as JSON; answered by its version and a ticket for the bytes."""
    viewer = viewer_of(request)
    case = load_case(case_id, viewer)
    if not may_upload(case, viewer):
        return sentence(_("本案现在不由您办理，不能上传文件。"), 403)
    sent = asked(request)
    announced = {"type_code": sent.get("type"), "name": sent.get("name"), "size": sent.get("size")}
    try:
        version, ticket = start_upload(case=case, viewer=viewer, at=timezone.now(), **announced)
    except UploadRefused as refusal:
        return sentence(str(refusal), 422)
    except (UnknownDocumentType, KeyError, TypeError, ValueError):
        return sentence(_("上传请求不完整，请刷新页面再试。"), 400)
    except StoreUnavailable:
        return store_away()
    return JsonResponse(ticket.as_json() | addresses(case, version))


@require_POST
def completed(request: HttpRequest, case_id: UUID, version_id: UUID) -> HttpResponse:
    """The bytes have been sent: read them back and say what became of the file."""
    viewer = viewer_of(request)
    case = load_case(case_id, viewer)
    version = own_upload(case, version_id, viewer)
    try:
        settled = finish_upload(version=version, viewer=viewer)
    except UploadIncomplete as reason:
        return sentence(str(reason), 409)
    except StoreUnavailable:
        return store_away()
    if not settled.is_available:
        return sentence(settled.refusal_sentence, 422)
    return JsonResponse(addresses(case, settled))


@require_safe
def view(request: HttpRequest, case_id: UUID, version_id: UUID) -> HttpResponseBase:
    return _sent(request, case_id, version_id, inline=True)


@require_safe
def save(request: HttpRequest, case_id: UUID, version_id: UUID) -> HttpResponseBase:
    return _sent(request, case_id, version_id, inline=False)


def _sent(request: HttpRequest, case_id: UUID, version_id: UUID, *, inline: bool) -> HttpResponseBase:
    viewer = viewer_of(request)
    version = case_version(load_case(case_id, viewer), version_id, viewer)
    try:
        return download(version, inline=inline, range_header=request.headers.get("Range", ""))
    except (StoreUnavailable, ObjectMissing):
        return render(request, "inbox/file_away.html", {"case_id": case_id, "version": version}, status=AWAY)
