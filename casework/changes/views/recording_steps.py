"""One step of a recording: its start, a task or a message, and at the end its name."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.changes.forms import ScenarioForm
from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.keeping import NameTaken, TooManySteps, save_scenario
from casework.changes.recording.opening import NoWay, StartPage, StartRefused, fresh_start, take_start
from casework.changes.recording.pages import StepPage, expected_now
from casework.changes.recording.picturing import drawing_of
from casework.changes.recording.rehearsal import CannotRehearse
from casework.changes.recording.taking import Asked, NoSuchStep, StepRefused, fresh_step, take_step
from casework.changes.trying import run_scenario
from casework.changes.views.recordings import here, language, unless_moved_on
from casework.organisations.models import Person
from processes.services import DraftTooLarge


@require_http_methods(["GET", "POST"])
@unless_moved_on
def start(request: HttpRequest, pk: UUID, recording: int) -> HttpResponse:
    """GET the form of the start ``on``; POST what was filled in."""
    change, found = here(request, pk, recording)
    if found.has_begun:
        return redirect("changes:recording", pk, recording)
    asked: dict[str, Any] = {
        "change": change,
        "recording": found,
        "key": request.GET.get("on", ""),
        "at": timezone.now(),
        "language": language(),
    }
    try:
        if request.method == "GET":
            return _start_page(request, change, found, fresh_start(**asked))
        take_start(**asked, data=request.POST)
    except NoWay as missing:
        raise Http404 from missing
    except StartRefused as refused:
        return _start_page(request, change, found, refused.page, status=422)
    except CannotRehearse as problem:
        return _stuck(request, change, found, str(problem))
    return redirect("changes:recording", pk, recording)


@require_http_methods(["GET", "POST"])
@unless_moved_on
def step(request: HttpRequest, pk: UUID, recording: int) -> HttpResponse:
    """GET the form of a ``task`` (with ``finding``) or ``message``; POST what was filled in by ``trial-who``."""
    change, found = here(request, pk, recording)
    asked: dict[str, Any] = {
        "change": change,
        "recording": found,
        "asked": Asked.of(request.GET),
        "at": timezone.now(),
        "language": language(),
    }
    try:
        if request.method == "GET":
            return _step_page(request, change, found, fresh_step(**asked))
        take_step(**asked, data=request.POST)
    except StepRefused as refused:
        return _step_page(request, change, found, refused.page, status=422)
    except NoSuchStep:
        messages.warning(request, _("这一步现在办不了，请从下面列出的里面选。"))
    except (CannotRehearse, TooManySteps) as problem:
        messages.warning(request, str(problem))
    return redirect("changes:recording", pk, recording)


@require_http_methods(["GET", "POST"])
@unless_moved_on
def save(request: HttpRequest, pk: UUID, recording: int) -> HttpResponse:
    """GET what will be expected; POST ``name``: it becomes a scenario of the draft, and is run at once."""
    change, found = here(request, pk, recording)
    form = ScenarioForm(request.POST if request.method == "POST" else None)
    at = timezone.now()
    try:
        expect = expected_now(change=change, recording=found, at=at, language=language())
    except CannotRehearse as problem:
        messages.warning(request, str(problem))
        return redirect("changes:recording", pk, recording)
    context = {"change": change, "recording": found, "form": form, "expected": expect}
    if request.method == "GET" or not form.is_valid():
        return render(
            request, "changes/recording_save.html", context, status=200 if request.method == "GET" else 422
        )
    by, name = cast(Person, request.user), form.cleaned_data["name"]
    try:
        file = save_scenario(change=change, recording=found, name=name, expect=expect.said, by=by, at=at)
    except (NameTaken, DraftTooLarge) as reason:
        form.add_error("name", str(reason))
        return render(request, "changes/recording_save.html", context, status=422)
    run = run_scenario(change=change, draft=found.draft, path=file.path, by=by, at=at)
    messages.success(request, _("已保存为场景，以后和别的场景一起试办；全部通过才能送审。"))
    return redirect("changes:trial", pk, run.pk)


def _start_page(
    request: HttpRequest, change: ChangeSet, found: Recording, page: StartPage, status: int = 200
) -> HttpResponse:
    context = {"change": change, "recording": found, "page": page}
    return render(request, "changes/recording_start.html", context, status=status)


def _step_page(
    request: HttpRequest, change: ChangeSet, found: Recording, page: StepPage, status: int = 200
) -> HttpResponse:
    drawing = drawing_of(found, Asked.of(request.GET).case)
    context = {"change": change, "recording": found, "page": page, "drawing": drawing}
    return render(request, "changes/recording_step.html", context, status=status)


def _stuck(request: HttpRequest, change: ChangeSet, found: Recording, problem: str) -> HttpResponse:
    context = {"change": change, "recording": found, "problem": problem}
    return render(request, "changes/recording_stuck.html", context)
