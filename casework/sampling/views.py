"""The page of a draw: who was drawn and why, and drawing again. Whoever sees the case sees its draw."""

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from casework.cases.policies import visible_cases
from casework.organisations.current import standing
from casework.sampling import redraw
from casework.sampling.models import Draw
from casework.sampling.pages import kept, lines

SOURCE = Path(redraw.__file__)


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """POST draws again from what is kept and says whether the schools are the same."""
    made = _found(request, case_id)
    again = redraw.agrees(dict(kept(made))) if request.method == "POST" else None
    context = {"draw": made, "lines": lines(made), "again": again}
    return render(request, "sampling/draw.html", context, status=422 if again is False else 200)


@require_safe
def pool(request: HttpRequest, case_id: UUID) -> HttpResponse:
    made = _found(request, case_id)
    response = JsonResponse(kept(made), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = f'attachment; filename="{made.case.number}-draw.json"'
    return response


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """The published way of drawing: the very file that the draw was made with."""
    response = HttpResponse(SOURCE.read_text(encoding="utf-8"), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="redraw.py"'
    return response


def _found(request: HttpRequest, case_id: UUID) -> Draw:
    visible = visible_cases(standing(request)).values("pk")
    return get_object_or_404(Draw.objects.select_related("case"), case=case_id, case__in=visible)
