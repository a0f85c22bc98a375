"""Opens a paper that a case asks for; one about identity, record or health only with a reason, which is recorded."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from casework.inbox.casefile.loading import load_case
from casework.inbox.viewer import Viewer, viewer_of
from casework.papers.listing import PaperLine, case_papers
from casework.papers.services import sensitive
from documents.responses import download
from documents.services import VersionNotAvailable
from storage import ObjectMissing, StoreUnavailable


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, case_id: UUID, requirement_id: int) -> HttpResponseBase:
    viewer = viewer_of(request)
    line = _line(case_id, requirement_id, viewer)
    context = {"line": line, "case": line.requirement.case}
    if line.type.is_sensitive and not line.may_open:
        return render(request, "inbox/paper_closed.html", context, status=403)
    if line.type.is_sensitive and request.method != "POST":
        return render(request, "inbox/paper_reason.html", context)
    try:
        return _opened(request, line, viewer)
    except sensitive.ReasonTooShort as reason:
        return render(
            request, "inbox/paper_reason.html", context | {"sentence": str(reason.message)}, status=422
        )
    except (StoreUnavailable, ObjectMissing):
        away = {"case_id": case_id, "version": line.file}
        return render(request, "inbox/file_away.html", away, status=503)


def _line(case_id: UUID, requirement_id: int, viewer: Viewer) -> PaperLine:
    """A line with a file that the viewer may know of. Raises Http404."""
    groups = case_papers(load_case(case_id, viewer), viewer.standing)
    for line in (line for group in groups for line in group.lines):
        if line.requirement.pk == requirement_id and line.can_be_asked_for:
            return line
    raise Http404


def _opened(request: HttpRequest, line: PaperLine, viewer: Viewer) -> HttpResponseBase:
    if line.paper is None:
        raise Http404
    try:
        version = sensitive.open(
            paper=line.paper,
            reason=request.POST.get("reason", ""),
            standing=viewer.standing,
            by=viewer.person,
            at=viewer.now,
        )
        inline = "save" not in request.GET
        return download(version, inline=inline, range_header=request.headers.get("Range", ""))
    except VersionNotAvailable:
        raise Http404 from None
