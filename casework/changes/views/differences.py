"""差异: a change against the versions that it began with, and the drawings that the page shows."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.changes.comparing import compare
from casework.changes.drafts import drafts_of
from casework.changes.parameters import parameter_lines
from casework.changes.policies import visible_changes
from casework.organisations.current import standing
from processes.models import Draft, DraftFile
from processes.services import draft_bundle, version_bundle


@require_safe
def differences(request: HttpRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(visible_changes(standing(request)), pk=pk)
    compared = [(draft, _compared(draft)) for draft in drafts_of(change)]
    lines = parameter_lines(change, language=get_language() or "zh-hans")
    context = {
        "change": change,
        "compared": compared,
        "lines": [one for one in lines if one.state != "DROPPED"],
    }
    return render(request, "changes/differences.html", context)


@require_safe
def drawing(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> HttpResponse:
    """One diagram of a draft, as it is now."""
    get_object_or_404(visible_changes(standing(request)), pk=pk)
    if not path.endswith(".bpmn"):
        raise Http404
    found = get_object_or_404(DraftFile, draft__key=pk, draft=draft, path=path)
    return HttpResponse(found.content, content_type="application/xml")


def _compared(draft: Draft) -> object:
    return compare(
        version_bundle(draft.base),
        draft_bundle(draft),
        was=lambda path: reverse("versions:file", args=[draft.base_id, path]),
        now=lambda path: reverse("changes:drawing", args=[draft.key, draft.pk, path]),
    )
