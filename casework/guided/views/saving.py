"""Saves a field the moment it is left."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.guided.guide import field_errors
from casework.guided.keeping import Kept
from casework.guided.keeping import keep as keep_typed
from casework.guided.loading import load_guided
from casework.guided.people import follow
from casework.guided.values import saved_values
from casework.guided.views.answers import script
from casework.inbox.forms import Conditions
from casework.inbox.step.drafts import DraftNotKept, DraftTooLarge
from casework.inbox.step.filling import context_of
from casework.inbox.step.loading import Step
from casework.inbox.viewer import viewer_of
from documents.scripts import sentence
from processes.forms import FormStep


@require_POST
@script
def keep(request: HttpRequest, task_id: UUID, key: str) -> HttpResponse:
    """``changed`` names what to save; answered by when it was saved, and by the sentences for each of these names."""
    step = load_guided(task_id, viewer_of(request), posted=True)
    page = page_of(step, key)
    changed = request.POST.getlist("changed")
    try:
        kept = keep_typed(step, page, request.POST, changed)
    except DraftTooLarge:
        return sentence(_("内容太多，放不下了，请精简后再保存。"), 413)
    except DraftNotKept:
        return sentence(_("这件事已经提交，或者由同事接手，没有保存。请刷新页面查看。"), 409)
    if kept.changes_roster:
        follow(step)
    return JsonResponse(_answer(step, page, changed, kept))


def page_of(step: Step, key: str) -> FormStep:
    """Raises Http404."""
    for page in step.schema.steps:
        if page.key == key:
            return page
    raise Http404


def _answer(step: Step, page: FormStep, changed: list[str], kept: Kept) -> dict[str, object]:
    raw = saved_values(step)
    errors = field_errors(step, raw)
    checklists = {field.name for field in step.schema.fields if field.type == "checklist"}
    looked_at = {
        name
        for name in page.fields
        if name not in checklists and any(c == name or c.startswith(f"{name}-") for c in changed)
    }
    conditions = Conditions.of(step.schema, context_of(step), raw)
    at = timezone.localtime(step.viewer.now)
    return {
        "saved": _("保存于 %(time)s") % {"time": f"{at:%H:%M}"},
        "faults": kept.faults | {name: list(errors.get(name, [])) for name in looked_at},
        "shown": kept.shown,
        "hidden": conditions.hidden(),
        "required": conditions.required(),
    }
