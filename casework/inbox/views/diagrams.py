"""What the diagram element asks for: the drawing, and the way that the case has taken through it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from casework.inbox.casefile.diagrams import diagram_state, diagram_xml
from casework.inbox.casefile.loading import load_case
from casework.inbox.viewer import viewer_of


@require_safe
def xml(request: HttpRequest, case_id: UUID, process_id: str) -> HttpResponse:
    viewer = viewer_of(request)
    drawn = diagram_xml(load_case(case_id, viewer), process_id, viewer.language)
    return HttpResponse(drawn, content_type="application/xml; charset=utf-8")


@require_safe
def state(request: HttpRequest, case_id: UUID, process_id: str) -> HttpResponse:
    case = load_case(case_id, viewer_of(request))
    return JsonResponse(diagram_state(case, process_id))
