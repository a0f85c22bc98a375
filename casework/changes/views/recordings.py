"""录制场景: how it begins, where the trial case stands, and what was recorded so far."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.changes.authoring.saving import draft_of
from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.beginnings import (
    NothingToBeginWith,
    begun_anew,
    begun_like,
    known_beginnings,
)
from casework.changes.recording.keeping import (
    RecordingMovedOn,
    TooManySteps,
    begin_recording,
    give_up,
    take_back,
)
from casework.changes.recording.pages import recording_page
from casework.changes.recording.rehearsal import CannotRehearse
from casework.changes.recording.taking import TooFar, let_time_pass
from casework.changes.views.changes import editable
from casework.organisations.models import Person

EVERY_STEP = 10_000
P = ParamSpec("P")


def unless_moved_on(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page that is older than its recording leads to where the recording is now."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except RecordingMovedOn:
            messages.warning(
                cast(HttpRequest, args[0]),
                _("另一个窗口里已经录了别的，刚才这一下没有记。请看现在录到哪里。"),
            )
            return redirect("changes:recording", kwargs["pk"], kwargs["recording"])

    return guarded


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    """GET the beginnings that are offered; POST ``path`` (of a scenario) and ``how``: same, steps or anew."""
    _change, found = draft_of(request, pk, draft)
    change = editable(request, pk)
    if request.method == "GET":
        context = {"change": change, "draft": found, "known": known_beginnings(found)}
        return render(request, "changes/recording_new.html", context)
    path, how = request.POST.get("path", ""), request.POST.get("how", "")
    try:
        steps = EVERY_STEP if how == "steps" else 0
        script = begun_anew(found, path) if how == "anew" else begun_like(found, path, steps=steps)
    except NothingToBeginWith as missing:
        raise Http404 from missing
    made = begin_recording(
        change=change, draft=found, script=script, by=cast(Person, request.user), at=timezone.now()
    )
    return redirect("changes:recording" if made.has_begun else "changes:recording_start", pk, made.pk)


@require_http_methods(["GET", "POST"])
@unless_moved_on
def recording(request: HttpRequest, pk: UUID, recording: int) -> HttpResponse:
    """GET where it stands; POST ``act``: back (to ``left`` steps), due, until (``day``), give_up."""
    change, found = here(request, pk, recording)
    if request.method == "POST":
        return _act(request, change, found)
    if not found.has_begun:
        return redirect("changes:recording_start", pk, recording)
    page = recording_page(change=change, recording=found, at=timezone.now(), language=language())
    context = {"change": change, "recording": found, "page": page}
    return render(request, "changes/recording.html", context)


def here(request: HttpRequest, pk: UUID, recording: int) -> tuple[ChangeSet, Recording]:
    """A recording that the person may go on with. Raises Http404, PermissionDenied, NotOpen, and for a page that is
    older than the recording RecordingMovedOn."""
    change = editable(request, pk)
    found = get_object_or_404(Recording.objects.select_related("draft__base"), pk=recording, draft__key=pk)
    if request.method == "POST" and request.POST.get("trial-revision") not in (None, str(found.revision)):
        raise RecordingMovedOn(found.pk)
    return change, found


def language() -> str:
    return get_language() or "zh-hans"


def _act(request: HttpRequest, change: ChangeSet, found: Recording) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "give_up":
        give_up(change=change, recording=found)
        messages.success(request, _("没录完的场景已经删去。"))
        return redirect("changes:scenarios", change.pk)
    if act == "back":
        take_back(change=change, recording=found, left=_number(request.POST.get("left", "")))
    elif act in {"due", "until"}:
        _pass_time(request, change, found, by_day=act == "until")
    else:
        raise Http404
    return redirect("changes:recording", change.pk, found.pk)


def _pass_time(request: HttpRequest, change: ChangeSet, found: Recording, *, by_day: bool) -> None:
    try:
        day = _day(request.POST.get("day", "")) if by_day else None
        let_time_pass(change=change, recording=found, day=day, at=timezone.now())
    except (TooFar, TooManySteps, CannotRehearse) as reason:
        messages.warning(request, str(reason))


def _day(text: str) -> date:
    """Raises TooFar."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TooFar(_("请选一个日子。")) from error


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise Http404
    return int(text)
