"""The text of a paper that is the same for everybody, to be printed and signed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from casework.guided.blanks import as_letter
from casework.guided.loading import load_guided, load_requirement
from casework.guided.views.answers import page
from casework.inbox.viewer import viewer_of
from documents.catalogue import document_type
from documents.kinds import MEDIA_TYPES


@require_safe
@page
def blank(request: HttpRequest, task_id: UUID, requirement_id: int) -> HttpResponse:
    """404 for a paper that everybody writes himself."""
    viewer = viewer_of(request)
    step = load_guided(task_id, viewer)
    kind = document_type(load_requirement(step, requirement_id).type_code)
    if not kind.text:
        raise Http404
    content = as_letter(kind, of=step.case.respondent, day=viewer.today)
    response = HttpResponse(content, content_type=MEDIA_TYPES["docx"])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{kind.zh}.docx") or ""
    return response
