"""A message that the diagram lets a person send from the case page: extension, objection, transfer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases.models import Case
from casework.cases.services import NotAllowed, send_message
from casework.cases.services.actions import over as over_sentence
from casework.inbox.acting import Acting, acting_form, action_of, lapsed_action, load_action, schema_of
from casework.inbox.casefile.loading import load_case
from casework.inbox.forms import StepForm, read_posted
from casework.inbox.step.following import place_after_action, what_happened
from casework.inbox.step.typed import typed_text
from casework.inbox.viewer import Viewer, viewer_of
from processes.engine import MessageNotExpected
from processes.forms import FormRejected
from processes.services import InstanceBlocked, StaleInstance
from processes.vocabulary import Action


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, case_id: UUID, message: str) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        case = load_case(case_id, viewer)
    except Http404:
        if request.method == "POST" and (lapsed := lapsed_action(case_id, message, viewer)):
            hidden, wanted, over = lapsed
            context = {"over": over, "typed": typed(request, hidden, wanted, viewer)}
            return render(request, "inbox/no_more.html", context, status=403)
        raise
    try:
        acting = load_action(case, message, viewer)
    except NotAllowed as reason:
        context = {"case": case, "reason": str(reason)}
        if request.method == "POST":
            wanted = action_of(case, message)
            over_now = over_sentence(case=case, action=wanted, standing=viewer.standing)
            context |= {"typed": typed(request, case, wanted, viewer), "reason": over_now or str(reason)}
        return render(request, "inbox/action_gone.html", context, status=403)
    if request.method == "POST":
        return send(request, acting)
    return show(request, acting, acting_form(acting, None))


def typed(request: HttpRequest, case: Case, wanted: Action, viewer: Viewer) -> str:
    """What came in for an action that is not to be taken any more, to be copied."""
    schema = schema_of(case, wanted)
    return typed_text(schema, read_posted(schema, request.POST), viewer.language)


def show(request: HttpRequest, acting: Acting, form: StepForm, status: int = 200) -> HttpResponse:
    return render(request, "inbox/action.html", {"acting": acting, "form": form}, status=status)


def send(request: HttpRequest, acting: Acting) -> HttpResponse:
    viewer, raw = acting.viewer, read_posted(acting.schema, request.POST)
    try:
        outcome = send_message(
            case=acting.case,
            message=acting.action.message,
            raw=raw,
            by=viewer.person,
            standing=viewer.standing,
            at=viewer.now,
        )
    except FormRejected as rejected:
        return show(request, acting, acting_form(acting, raw, rejected.errors), status=422)
    except (StaleInstance, InstanceBlocked):
        sentences = {"": [_("同一时刻有人在办理本案，或者有自动步骤正在等管理员处理。请稍后再点一次。")]}
        return show(request, acting, acting_form(acting, raw, sentences), status=503)
    except (NotAllowed, MessageNotExpected):
        reason = over_sentence(case=acting.case, action=acting.action, standing=viewer.standing)
        context = {
            "case": acting.case,
            "reason": reason or _("现在不能进行这项操作：时限已过，或者案件已进入下一步。"),
            "typed": typed_text(acting.schema, raw, viewer.language),
        }
        return render(request, "inbox/action_gone.html", context, status=403)
    messages.success(request, what_happened(outcome, viewer))
    return redirect(place_after_action(outcome, viewer))
