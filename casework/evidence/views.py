"""The page that says what an evidence pack holds, and the pack itself."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases.models import Case
from casework.cases.policies import may_export
from casework.evidence.contents import items
from casework.evidence.packing import pack
from casework.inbox.casefile.loading import load_case
from casework.inbox.viewer import Viewer, viewer_of
from storage import ObjectMissing, StoreUnavailable


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    viewer = viewer_of(request)
    case = load_case(case_id, viewer)
    if not may_export(viewer.standing):
        raise PermissionDenied(_("一案一档由办案科室导出；您可以在案件页查看和下载自己这一方的材料。"))
    return _sent(request, case, viewer) if request.method == "POST" else _page(request, case)


def _page(request: HttpRequest, case: Case, said: str = "", status: int = 200) -> HttpResponse:
    found = items(case)
    context = {
        "case": case,
        "count": sum(1 for item in found if not item.is_left_out),
        "size": sum(item.version.size or 0 for item in found if not item.is_left_out),
        "left_out": sum(1 for item in found if item.is_left_out),
        "said": said,
    }
    return render(request, "evidence/pack.html", context, status=status)


def _sent(request: HttpRequest, case: Case, viewer: Viewer) -> HttpResponseBase:
    try:
        made = pack(case=case, by=viewer.person, at=viewer.now)
    except ObjectMissing:
        return _page(
            request, case, _("有一份文件在文件库里找不到，没有导出。请告诉系统管理员核对文件库。"), 503
        )
    except StoreUnavailable:
        return _page(request, case, _("文件库暂时连不上，没有导出，请过几分钟再试。"), 503)
    response = FileResponse(made.file, as_attachment=True, filename=made.name, content_type="application/zip")
    response.headers["X-Fingerprint"] = made.fingerprint
    response.headers["Cache-Control"] = "private, no-store"
    return response
