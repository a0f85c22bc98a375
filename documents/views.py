"""The same-origin end of an upload ticket."""

from typing import BinaryIO, cast
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.models import DocumentVersion
from documents.services import NotPending, receive
from documents.tickets import InvalidTicket, TicketExpired, read_ticket
from storage import IncompleteStream, ObjectExists, StoreFull, StoreUnavailable


# A redirect to the login page would arrive in the middle of a script; it gets a sentence instead.
@login_not_required
@require_http_methods(["PUT"])
def upload(request: HttpRequest, version: UUID) -> HttpResponse:
    """Take the bytes of one pending version from the person who announced it. 204, or an error as JSON."""
    if not request.user.is_authenticated:
        return _refusal(401, _("登录已过期。请重新登录，然后再次选择这个文件。"))
    pending = DocumentVersion.objects.filter(pk=version, uploaded_by_id=request.user.pk).first()
    if pending is None:
        return _refusal(404, _("没有找到这次上传。请重新选择文件。"))
    try:
        size = read_ticket(request.GET.get("token", ""), version=version, at=timezone.now())
    except InvalidTicket:
        return _refusal(403, _("上传链接无效。请重新选择文件。"))
    except TicketExpired:
        return _refusal(403, _("上传链接已过期。请重新选择文件。"))
    return _wrong_length(request, size) or _receive(request, pending)


def _wrong_length(request: HttpRequest, size: int) -> HttpResponse | None:
    """Django reads no further than the announced length, so comparing it bounds what is read."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    if not announced.isdecimal():
        return _refusal(411, _("浏览器没有说明文件大小，无法接收。请换一个浏览器再试。"))
    if int(announced) > size:
        return _refusal(413, _("文件比选择时变大了。请重新选择文件。"))
    if int(announced) < size:
        return _refusal(400, _("文件比选择时变小了。请重新选择文件。"))
    return None


def _receive(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    try:
        receive(version=version, stream=cast(BinaryIO, request))
    except (NotPending, ObjectExists):
        return _refusal(409, _("这个文件已经上传过了。"))
    except StoreFull:
        return _refusal(507, _("文件库已满，暂时不能上传。请联系系统管理员。"))
    except StoreUnavailable:
        return _refusal(503, _("文件库暂时连接不上，文件没有保存。请过几分钟再上传。"))
    except (IncompleteStream, OSError):
        return _refusal(400, _("上传中断，文件没有收全。请重新上传。"))
    return HttpResponse(status=204)


def _refusal(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
