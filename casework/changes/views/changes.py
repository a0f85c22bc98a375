"""流程变更: the list, a new one, and one with the processes in it."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.audit.kinds import sentence
from casework.changes.drafts import draft_lines
from casework.changes.forms import OpeningForm
from casework.changes.models import ChangeSet
from casework.changes.pages.change import history, untouched
from casework.changes.pages.halts import halt_lines
from casework.changes.policies import may_edit, may_open, may_read_changes, visible_changes
from casework.changes.services import (
    NotOpen,
    abandon,
    drop_draft,
    open_change_set,
    take_up,
    take_up_users,
    tick,
)
from casework.changes.sharing import shared_fragments
from casework.inbox.viewer import viewer_of
from casework.organisations.current import standing
from casework.organisations.models import Person
from processes.models import Draft, ProcessVersion


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here = standing(request)
    if not may_read_changes(here):
        raise PermissionDenied(gettext("流程变更由局里的科室、领导和流程管理员查看。"))
    changes = visible_changes(here).select_related("document", "drafted_by")
    return render(request, "changes/index.html", {"changes": changes, "may_open": may_open(here)})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if not may_open(standing(request)):
        raise PermissionDenied(gettext("只有流程管理员可以发起流程变更。"))
    initial = {"document": request.GET.get("document")}
    form = OpeningForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "changes/new.html", {"form": form}, status=status)
    made = open_change_set(**form.cleaned_data, by=cast(Person, request.user), at=timezone.now())
    return redirect("changes:change", pk=made.pk)


@require_safe
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    here, language = standing(request), get_language() or "zh-hans"
    found = get_object_or_404(visible_changes(here).select_related("document", "drafted_by"), pk=pk)
    edits = may_edit(here, found)
    context = {
        "change": found,
        "drafts": draft_lines(found),
        "shared": shared_fragments(found, here.day),
        "today": here.day,
        "may_edit": edits,
        "todos": found.todos.select_related("clause", "done_by"),
        "halts": halt_lines(found, viewer_of(request)),
        "published": found.versions.select_related("version").order_by("version__name"),
        "untouched": untouched(found, here.day) if edits else [],
        "events": [(event.at, sentence(event, language)) for event in history(found)],
    }
    return render(request, "changes/change.html", context)


@require_POST
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = editable(request, pk)
    version = get_object_or_404(ProcessVersion.objects.filter(withdrawn_at=None), pk=_key(request, "version"))
    take_up(change=found, version=version, by=cast(Person, request.user), at=timezone.now())
    return redirect("changes:change", pk=pk)


@require_POST
def take_together(request: HttpRequest, pk: UUID) -> HttpResponse:
    """POST ``folder``, a shared fragment: every process that calls it comes into the change."""
    found, folder = editable(request, pk), request.POST.get("folder", "")
    take_up_users(change=found, folder=folder, by=cast(Person, request.user), at=timezone.now())
    return redirect(reverse("changes:change", args=[pk]) + "#shared")


@require_POST
def drop(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    found = editable(request, pk)
    taken = get_object_or_404(Draft.objects.select_related("base"), pk=draft, key=pk)
    drop_draft(change=found, draft=taken, by=cast(Person, request.user), at=timezone.now())
    return redirect("changes:change", pk=pk)


@require_POST
def tick_off(request: HttpRequest, pk: UUID, todo: int) -> HttpResponse:
    found = editable(request, pk)
    row = get_object_or_404(found.todos.select_related("clause"), pk=todo)
    by, done = cast(Person, request.user), row.done_at is None
    tick(change=found, todo=row, done=done, by=by, at=timezone.now())
    return redirect(reverse("changes:change", args=[pk]) + f"#todo-{todo}")


@require_POST
def give_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    abandon(change=editable(request, pk), by=cast(Person, request.user), at=timezone.now())
    return redirect("changes:change", pk=pk)


def editable(request: HttpRequest, pk: UUID) -> ChangeSet:
    """The change that the person may edit now. Raises Http404, PermissionDenied, NotOpen."""
    here = standing(request)
    found = get_object_or_404(visible_changes(here), pk=pk)
    if not may_open(here):
        raise PermissionDenied(gettext("只有流程管理员可以修改流程变更。"))
    if not found.is_open:
        raise NotOpen(found.pk)
    return found


def _key(request: HttpRequest, name: str) -> UUID:
    """Raises Http404 for what is not an id."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
