"""The picture of a document type, for whoever has to hand one in. It says nothing of anybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from documents.catalogue import UnknownDocumentType, document_type
from documents.specimens import picture as drawn


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """An SVG. 404 for a type that is not in the catalogue."""
    try:
        kind = document_type(code)
    except UnknownDocumentType:
        raise Http404 from None
    response = HttpResponse(drawn(kind), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
