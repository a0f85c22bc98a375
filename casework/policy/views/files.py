"""The file of a policy document: everybody opens it, the process manager adds it."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.policy.models import PolicyDocument
from casework.policy.policies import may_register
from casework.policy.services import NothingUploaded, announce_file, attach_file, complete_file, files_of
from casework.policy.views.documents import show
from documents.responses import download
from documents.scripts import asked, sentence, store_away
from documents.services import UploadIncomplete, UploadRefused
from storage import ObjectMissing, StoreUnavailable


@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Announce a file: ``{name, size}`` as JSON; answered by its version and a ticket for the bytes."""
    document, by = _kept(request, pk)
    sent = asked(request)
    name, size = sent.get("name"), sent.get("size")
    if not isinstance(name, str) or not isinstance(size, int) or isinstance(size, bool):
        return sentence(_("上传请求不完整，请刷新页面再试。"), 400)
    try:
        # The ticket runs from the machine's time, by which the bytes are taken.
        version, ticket = announce_file(document=document, name=name, size=size, by=by, at=timezone.now())
    except UploadRefused as refusal:
        return sentence(str(refusal), 422)
    except StoreUnavailable:
        return store_away()
    complete = reverse("policy:complete", args=[pk, version.pk])
    return JsonResponse(ticket.as_json() | {"version": str(version.pk), "complete": complete})


@require_POST
def complete(request: HttpRequest, pk: UUID, version: UUID) -> HttpResponse:
    """The bytes have been sent: read them back and say what became of the file."""
    document, by = _kept(request, pk)
    try:
        settled = complete_file(document=document, version=version, by=by, at=timezone.now())
    except NothingUploaded as nothing:
        raise Http404 from nothing
    except UploadIncomplete as reason:
        return sentence(str(reason), 409)
    except StoreUnavailable:
        return store_away()
    if not settled.is_available:
        return sentence(settled.refusal_sentence, 422)
    return JsonResponse({"version": str(settled.pk)})


@require_POST
def attach(request: HttpRequest, pk: UUID) -> HttpResponse:
    """``file`` is a version that has arrived; from now on everybody reads it."""
    document, by = _kept(request, pk)
    try:
        attach_file(document=document, version=UUID(request.POST.get("file", "")), by=by, at=timezone.now())
    except (ValueError, NothingUploaded):
        refused = _("请先选择文件，等它显示“已上传”，再点公开。")
        return show(request, document, refused=refused, status=422)
    messages.success(request, _("原文已公开，所有人都可以查看。"))
    return redirect("policy:document", pk=pk)


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


def _kept(request: HttpRequest, pk: UUID) -> tuple[PolicyDocument, Person]:
    """The document, and the manager who keeps it. Raises PermissionDenied, Http404."""
    document = get_object_or_404(PolicyDocument.objects.select_related("replaces"), pk=pk)
    if not may_register(standing(request)):
        raise PermissionDenied(_("只有流程管理员可以上传政策文件。"))
    return document, cast(Person, request.user)
