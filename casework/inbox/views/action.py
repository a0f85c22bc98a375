"""A message that the diagram lets a person send from the case page: extension, objection, transfer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases.services import NotAllowed, send_message
from casework.inbox.acting import Acting, acting_form, load_action
from casework.inbox.casefile.loading import load_case
from casework.inbox.forms import StepForm, read_posted
from casework.inbox.step.following import place_after_action, what_happened
from casework.inbox.step.typed import typed_text
from casework.inbox.viewer import viewer_of
from processes.engine import MessageNotExpected
from processes.forms import FormRejected
from processes.services import InstanceBlocked, StaleInstance


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, case_id: UUID, message: str) -> HttpResponse:
    viewer = viewer_of(request)
    case = load_case(case_id, viewer)
    try:
        acting = load_action(case, message, viewer)
    except NotAllowed as reason:
        return render(request, "inbox/action_gone.html", {"case": case, "reason": str(reason)}, status=403)
    if request.method == "POST":
        return send(request, acting)
    return show(request, acting, acting_form(acting, None))


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
        reason = _("现在不能进行这项操作：时限已过，或者案件已进入下一步。")
        typed = typed_text(acting.schema, raw, viewer.language)
        context = {"case": acting.case, "reason": reason, "typed": typed}
        return render(request, "inbox/action_gone.html", context, status=403)
    messages.success(request, what_happened(outcome, viewer))
    return redirect(place_after_action(outcome, viewer))
