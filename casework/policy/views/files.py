"""The file of a policy document: everybody opens it, the process manager adds it."""

from typing import BinaryIO, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.policy.models import PolicyDocument
from casework.policy.policies import may_register
from casework.policy.services import attach_file, files_of
from casework.policy.views.documents import show
from documents.responses import download
from documents.services import UploadIncomplete, UploadRefused
from storage import ObjectMissing, StoreUnavailable


@require_POST
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(PolicyDocument.objects.select_related("replaces"), pk=pk)
    if not may_register(standing(request)):
        raise PermissionDenied(_("只有流程管理员可以上传政策文件。"))
    if refusal := _taken(request, found):
        return show(request, found, refused=refusal, status=422)
    messages.success(request, _("文件已上传，所有人都可以查看。"))
    return redirect("policy:document", pk=pk)


def _taken(request: HttpRequest, document: PolicyDocument) -> str:
    """Why the file was not taken; empty where it was."""
    sent = request.FILES.get("file")
    if sent is None:
        return _("请先选择文件，再点上传。")
    try:
        settled = attach_file(
            document=document,
            name=sent.name or "",
            size=sent.size or 0,
            stream=cast(BinaryIO, sent),
            by=cast(Person, request.user),
            at=timezone.now(),
        )
    except (UploadRefused, UploadIncomplete) as refusal:
        return str(refusal)
    except StoreUnavailable:
        return _("文件库暂时连不上，请过几分钟再上传。")
    return "" if settled.is_available else settled.refusal_sentence


@require_safe
def file(request: HttpRequest, pk: UUID, version: UUID) -> HttpResponseBase:
    """Shown in place where the browser can; ``?download`` saves it."""
    document = get_object_or_404(PolicyDocument, pk=pk)
    found = next((one for one in files_of(document) if one.pk == version), None)
    if found is None:
        raise Http404
    try:
        inline = "download" not in request.GET
        return download(found, inline=inline, range_header=request.headers.get("Range", ""))
    except (ObjectMissing, StoreUnavailable):
        return show(request, document, refused=_("文件库暂时连不上，请过几分钟再打开。"), status=503)
