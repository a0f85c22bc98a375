"""试办: the scenarios of a change's drafts are played before anything is published."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.changes.drafts import drafts_of
from casework.changes.models import Recording
from casework.changes.policies import may_edit, visible_changes
from casework.changes.trying import lines_of, run_scenario, run_some
from casework.changes.views.changes import editable
from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.scenarios.models import TrialRun
from processes.models import DraftFile


@require_safe
def scenarios(request: HttpRequest, pk: UUID) -> HttpResponse:
    here = standing(request)
    change = get_object_or_404(visible_changes(here), pk=pk)
    lines = lines_of(change)
    context = {
        "change": change,
        "lines": lines,
        "waiting": sum(not line.is_current for line in lines),
        "may_edit": may_edit(here, change),
        "drafts": drafts_of(change),
        "recordings": Recording.objects.filter(draft__key=pk).select_related("draft__base", "begun_by"),
    }
    return render(request, "changes/scenarios.html", context)


@require_POST
def run_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    change = editable(request, pk)
    done, left = run_some(change=change, by=cast(Person, request.user), at=timezone.now())
    if left:
        said = _("试办了 %(done)s 个场景，还有 %(left)s 个，请再点一次。") % {"done": done, "left": left}
    else:
        said = _("试办了 %(done)s 个场景。") % {"done": done}
    messages.success(request, said)
    return redirect("changes:scenarios", pk=pk)


@require_POST
def run_one(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    change = editable(request, pk)
    file = get_object_or_404(
        DraftFile.objects.select_related("draft"),
        draft__key=pk,
        draft=draft,
        path=request.POST.get("path", ""),
    )
    run = run_scenario(
        change=change, draft=file.draft, path=file.path, by=cast(Person, request.user), at=timezone.now()
    )
    return redirect("changes:trial", pk=pk, run=run.pk)


@require_safe
def trial(request: HttpRequest, pk: UUID, run: int) -> HttpResponse:
    here = standing(request)
    change = get_object_or_404(visible_changes(here), pk=pk)
    found = get_object_or_404(TrialRun.objects.select_related("draft__base", "by"), pk=run, draft__key=pk)
    is_current = any(line.is_current for line in lines_of(change) if line.run == found)
    context = {"change": change, "run": found, "is_current": is_current, "may_edit": may_edit(here, change)}
    return render(request, "changes/trial.html", context)
