"""在办案件: what would become of each under the new version, which of them are moved, and back again."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casework.changes.models import ChangeSet, MoveBatch
from casework.changes.moves.batching import NothingRuns, make_move_batch
from casework.changes.moves.rights import may_move, obstacle
from casework.changes.moves.starting import start_moves, take_back_moves
from casework.changes.pages import correspondences, moves
from casework.changes.policies import may_open, visible_changes
from casework.organisations.current import standing
from casework.organisations.models import Person

PAGE = 100


@require_safe
def index(request: HttpRequest, pk: UUID) -> HttpResponse:
    here = standing(request)
    change = get_object_or_404(visible_changes(here), pk=pk)
    context = {
        "change": change,
        "running": moves.running(change),
        "batches": moves.batches(change),
        "obstacle": obstacle(change, here.day),
        "may_examine": may_open(here) and change.status == ChangeSet.Status.PUBLISHED,
    }
    return render(request, "changes/moves.html", context)


@require_POST
def examine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Have every case on one earlier version examined."""
    change = _published(request, pk)
    wanted = request.POST.get("version", "")
    row = next((one for one in moves.running(change) if str(one.base.pk) == wanted), None)
    if row is None:
        messages.error(request, _("没有案件在这个版本上办理。"))
        return redirect("changes:moves", pk=pk)
    by, now = cast(Person, request.user), timezone.now()
    try:
        batch = make_move_batch(change=change, base=row.base, target=row.target, by=by, at=now)
    except NothingRuns as nothing:
        messages.error(request, str(nothing))
        return redirect("changes:moves", pk=pk)
    return redirect("changes:move", pk=pk, batch=batch.pk)


@require_safe
def move(request: HttpRequest, pk: UUID, batch: UUID) -> HttpResponse:
    here = standing(request)
    found = _batch(request, pk, batch)
    outcome = request.GET.get("outcome", "")
    page = Paginator(moves.items_of(found, outcome), PAGE).get_page(request.GET.get("page"))
    keeper = may_open(here)
    context = {
        "change": found.change,
        "batch": found,
        "counts": moves.counts_of(found),
        "page": page,
        "lines": moves.lines(list(page), here),
        "outcome": outcome,
        "obstacle": obstacle(found.change, here.day),
        "may_move": may_move(here, found.change),
        "may_undo": keeper,
        "correspondences": correspondences.correspondences(found) if keeper else [],
    }
    return render(request, "changes/move.html", context)


@require_POST
def examine_again(request: HttpRequest, pk: UUID, batch: UUID) -> HttpResponse:
    """With other correspondences."""
    found = _batch(request, pk, batch)
    change = _published(request, pk)
    renaming = correspondences.renaming_of(found, request.POST.dict())
    try:
        made = make_move_batch(
            change=change,
            base=found.base,
            target=found.target,
            renaming=renaming,
            by=cast(Person, request.user),
            at=timezone.now(),
        )
    except NothingRuns as nothing:
        messages.error(request, str(nothing))
        return redirect("changes:moves", pk=pk)
    return redirect("changes:move", pk=pk, batch=made.pk)


@require_POST
def start(request: HttpRequest, pk: UUID, batch: UUID) -> HttpResponse:
    found = _batch(request, pk, batch)
    _keeper(request)
    count = start_moves(
        batch=found,
        chosen=_numbers(request),
        everything="everything" in request.POST,
        by=cast(Person, request.user),
        at=timezone.now(),
    )
    if not count:
        messages.error(request, _("没有勾选可以迁移的案件。"))
    return redirect("changes:move", pk=pk, batch=batch)


@require_POST
def take_back(request: HttpRequest, pk: UUID, batch: UUID) -> HttpResponse:
    found = _batch(request, pk, batch)
    _keeper(request)
    chosen = None if "everything" in request.POST else _numbers(request)
    count = take_back_moves(batch=found, chosen=chosen, by=cast(Person, request.user), at=timezone.now())
    if count:
        told = ngettext("正在撤回 %(n)d 件。", "正在撤回 %(n)d 件。", count)
        messages.success(request, told % {"n": count})
    else:
        messages.error(request, _("没有可以撤回的案件。"))
    return redirect("changes:move", pk=pk, batch=batch)


def _batch(request: HttpRequest, pk: UUID, batch: UUID) -> MoveBatch:
    change = get_object_or_404(visible_changes(standing(request)), pk=pk)
    rows = MoveBatch.objects.filter(change=change).select_related("change", "base", "target", "made_by")
    return get_object_or_404(rows, pk=batch)


def _keeper(request: HttpRequest) -> None:
    if not may_open(standing(request)):
        raise PermissionDenied(_("只有流程管理员可以迁移在办案件。"))


def _published(request: HttpRequest, pk: UUID) -> ChangeSet:
    change = get_object_or_404(visible_changes(standing(request)), pk=pk)
    _keeper(request)
    if change.status != ChangeSet.Status.PUBLISHED:
        raise PermissionDenied(_("发布以后才能试算在办案件。"))
    return change


def _numbers(request: HttpRequest) -> list[int]:
    """Raises Http404 for what is not an id."""
    try:
        return [int(value) for value in request.POST.getlist("item")]
    except ValueError:
        raise Http404 from None
