"""The task page: fill in, hand in, and every way in which that can go wrong."""

import contextlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.cases.services import NotAllowed, SomebodyWasFaster, complete_task
from casework.inbox.forms import Conditions, read_posted
from casework.inbox.step.drafts import DraftNotKept, DraftTooLarge, draft_of, save_draft
from casework.inbox.step.filling import context_of, fresh_form, returned_form
from casework.inbox.step.following import next_place, what_happened
from casework.inbox.step.keeping import may_be_kept
from casework.inbox.step.loading import Step, StepHidden, load_posted, load_step
from casework.inbox.step.opening import mark_opened
from casework.inbox.step.page import step_page
from casework.inbox.step.typed import typed_and_saved, typed_text
from casework.inbox.viewer import viewer_of
from processes.forms import FormRejected
from processes.services import InstanceBlocked, StaleInstance
from storage import StoreUnavailable


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        step = (load_posted if request.method == "POST" else load_step)(task_id, viewer)
    except StepHidden as hidden:
        return told_back(request, hidden)
    if step.schema.steps and step.is_open and not step.hindrance:
        # Filled in page by page, with papers: a noun above knows how.
        return redirect("guided:task", task_id)
    if request.method == "POST":
        return complete(request, step)
    if not step.is_open:
        return gone(request, step, {})
    mark_opened(step)
    return show(request, step, fresh_form(step))


def show(request: HttpRequest, step: Step, form: Any, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "page": step_page(step),
        "step": step,
        "restored": draft_of(step) is not None,
        "draft_url": reverse("inbox:draft", args=[step.task.pk]),
        "lasts": may_be_kept(step),
    }
    return render(request, "inbox/task.html", context, status=status)


def complete(request: HttpRequest, step: Step) -> HttpResponse:
    viewer, raw = step.viewer, read_posted(step.schema, request.POST)
    try:
        outcome = complete_task(
            task_id=step.task.pk, raw=raw, by=viewer.person, standing=viewer.standing, at=viewer.now
        )
    except FormRejected as rejected:
        return show(request, step, returned_form(step, raw, rejected.errors), status=422)
    except SomebodyWasFaster:
        return gone(request, load_step(step.task.pk, viewer), raw)
    except NotAllowed as reason:
        return refused(request, step, raw, str(reason))
    except (StaleInstance, InstanceBlocked, StoreUnavailable) as trouble:
        keep_typed(step, raw)
        sentences = {"": [in_words(trouble)]}
        return show(request, step, returned_form(step, raw, sentences), status=503)
    messages.success(request, what_happened(outcome, viewer))
    return redirect(next_place(outcome, viewer))


def keep_typed(step: Step, raw: Mapping[str, Any]) -> None:
    """What could not be handed in now waits as a draft, on any device."""
    with contextlib.suppress(DraftNotKept, DraftTooLarge):
        save_draft(step, raw)


def in_words(trouble: Exception) -> str:
    if isinstance(trouble, StoreUnavailable):
        return _("文件库暂时连不上，这次没有提交。您填的内容都还在，请过几分钟再点一次。")
    if isinstance(trouble, InstanceBlocked):
        return _("本案有一个自动步骤没有成功，正在等管理员处理，现在不能办理。您填的内容已保存为草稿。")
    return _("同一时刻有人办理了本案的另一件事，这次没有提交。请再点一次。")


def gone(request: HttpRequest, step: Step, raw: Mapping[str, Any]) -> HttpResponse:
    """Somebody was faster, or the same person pressed twice: who and when, with what was typed to copy."""
    context = {"step": step, "typed": typed_text(step.schema, raw, step.viewer.language)}
    return render(request, "inbox/gone.html", context, status=409 if raw else 200)


def refused(request: HttpRequest, step: Step, raw: Mapping[str, Any], reason: str) -> HttpResponse:
    typed = typed_text(step.schema, raw, step.viewer.language)
    return render(request, "inbox/refused.html", {"step": step, "reason": reason, "typed": typed}, status=403)


def told_back(request: HttpRequest, hidden: StepHidden, besides: str = "") -> HttpResponse:
    """Nothing of the case, which is not his to see any more; but every word that he typed, ``besides`` included."""
    step, viewer = hidden.step, hidden.step.viewer
    raw = read_posted(step.schema, request.POST)
    typed = typed_and_saved(step.schema, raw, step.task.draft, viewer.person.pk, viewer.language)
    context = {"over": hidden.over, "typed": "\n".join(filter(None, (typed, besides)))}
    return render(request, "inbox/no_more.html", context, status=403)


@require_POST
def draft(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Keep what is typed; answer which fields show and which are required now."""
    try:
        step = load_posted(task_id, viewer_of(request))
    except StepHidden as hidden:
        return JsonResponse({"sentence": str(hidden)}, status=403)
    raw = read_posted(step.schema, request.POST)
    try:
        save_draft(step, raw)
    except DraftTooLarge:
        return JsonResponse({"sentence": _("内容太多，草稿放不下了，请先提交或者精简。")}, status=413)
    except NotAllowed as reason:
        return JsonResponse({"sentence": str(reason)}, status=403)
    except DraftNotKept:
        return JsonResponse({"sentence": _("这件事已经办理或者由别人领取，草稿没有保存。")}, status=409)
    conditions = Conditions.of(step.schema, context_of(step), raw)
    answer = {"hidden": conditions.hidden(), "required": conditions.required()}
    return JsonResponse({"sentence": _("已自动保存"), **answer})
