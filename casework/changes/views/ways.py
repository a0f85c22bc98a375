"""The ways that trial cases took, one diagram at a time."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from casework.changes.models import Recording
from casework.changes.policies import visible_changes
from casework.organisations.current import standing
from casework.scenarios.models import TrialRun


@require_safe
def trial_way(request: HttpRequest, pk: UUID, run: int, process: str) -> HttpResponse:
    get_object_or_404(visible_changes(standing(request)), pk=pk)
    return _way(get_object_or_404(TrialRun, pk=run, draft__key=pk).pictures, process)


@require_safe
def recording_way(request: HttpRequest, pk: UUID, recording: int, process: str) -> HttpResponse:
    get_object_or_404(visible_changes(standing(request)), pk=pk)
    """Of the trial case, or of the ``case`` beside it."""
    found = get_object_or_404(Recording, pk=recording, draft__key=pk)
    return _way(found.pictures, process, request.GET.get("case", ""))


def _way(pictures: list[dict[str, Any]], process: str, case: str = "") -> HttpResponse:
    """What the viewer lights up. Raises Http404 for a diagram that the case did not come to."""
    found = (
        picture for picture in pictures if (picture.get("case", ""), picture["process"]) == (case, process)
    )
    state = next((picture["state"] for picture in found), None)
    if state is None:
        raise Http404
    return JsonResponse(state)
