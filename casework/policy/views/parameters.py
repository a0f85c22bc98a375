"""政策参数: what each is today, its past and future, and changing it from a day on."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.audit.kinds import sentence
from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.organisations.standing import Standing
from casework.policy.declared import Declared, UnknownParameter, declared
from casework.policy.forms import ProposalForm
from casework.policy.models import ParameterValue
from casework.policy.pages.effects import effects_of
from casework.policy.pages.parameters import found_rows, grouped, parameter_page, parameter_rows, title_of
from casework.policy.policies import may_confirm, may_drop, may_propose, may_read_configuration
from casework.policy.services import (
    AlreadyFromThatDay,
    BelongsToMore,
    NoLongerWaiting,
    confirm,
    drop,
    propose,
)
from casework.policy.values import value_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here = _reader(request)
    rows = parameter_rows(today=here.day, language=_language())
    text, only_used = request.GET.get("q", "").strip()[:60], request.GET.get("used") == "1"
    shown = found_rows(rows, text=text, only_used=only_used)
    context = {
        "groups": grouped(shown),
        "text": text,
        "only_used": only_used,
        "any_next": any(row.next_from for row in shown),
        "today": here.day,
        "demonstration": any(row.current.demonstration for row in rows),
        "may_read_parameters": True,
    }
    return render(request, "policy/parameters.html", context)


@require_safe
def parameter(request: HttpRequest, code: str) -> HttpResponse:
    here, known = _reader(request), _declared(code)
    page = parameter_page(known, standing=here, language=_language())
    lines = [(event.at, sentence(event, _language())) for event in page.events]
    context = {"page": page, "events": lines, "may_propose": may_propose(here, code), "today": here.day}
    return render(request, "policy/parameter.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """GET the form; POST for what it would change; POST with ``seen`` to hand it in for confirmation."""
    here, known = _reader(request), _declared(code)
    if not may_propose(here, code):
        raise PermissionDenied(_("只有流程管理员（课时费标准还有计财）可以拟改这个参数。"))
    typed = request.POST if request.method == "POST" else None
    form = ProposalForm(known, value_of(code, on=here.day), typed)
    context = {"form": form, "known": known, "title": title_of(known, _language())}
    if request.method == "GET" or not form.is_valid():
        return render(request, "policy/change.html", context, status=200 if request.method == "GET" else 422)
    if "seen" not in request.POST:
        effects = effects_of(known, form.cleaned_data, today=here.day, language=_language())
        return render(request, "policy/preview.html", {**context, "effects": effects})
    try:
        propose(code=code, **form.cleaned_data, by=cast(Person, request.user), at=timezone.now())
    except AlreadyFromThatDay:
        form.add_error("effective_from", _("从这一天起刚刚确认了另一个值，请换一天。"))
        return render(request, "policy/change.html", context, status=409)
    messages.success(request, _("已提交，等待科室负责人或分管领导确认，确认前不起作用。"))
    return redirect("parameters:parameter", code=code)


@require_POST
def confirm_value(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    here, row = _reader(request), _row(code, pk)
    if not may_confirm(here, row):
        raise PermissionDenied(_("由科室负责人或分管领导确认，拟定人自己不能确认。"))
    return _settled(request, code, lambda by: confirm(value=row, by=by, at=timezone.now()), _("已确认。"))


@require_POST
def drop_value(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    here, row = _reader(request), _row(code, pk)
    if not may_drop(here, row):
        raise PermissionDenied(_("只有拟定人和可以确认的人能撤销。"))
    return _settled(request, code, lambda by: drop(value=row, by=by, at=timezone.now()), _("已撤销。"))


def _settled(
    request: HttpRequest, code: str, settle: Callable[[Person], ParameterValue], done: str
) -> HttpResponse:
    try:
        settle(cast(Person, request.user))
    except NoLongerWaiting:
        messages.warning(request, _("这一条已经有人确认或撤销了。"))
    except BelongsToMore:
        messages.warning(request, _("这一条属于一份流程变更，和变更一起审批，不能单独确认或撤销。"))
    except AlreadyFromThatDay:
        messages.warning(request, _("从这一天起已经有一个确认过的值，这一条请撤销。"))
    else:
        messages.success(request, done)
    return redirect("parameters:parameter", code=code)


def _reader(request: HttpRequest) -> Standing:
    here = standing(request)
    if not may_read_configuration(here):
        raise PermissionDenied(_("政策参数只对局内科室开放。"))
    return here


def _declared(code: str) -> Declared:
    try:
        return declared(code)
    except UnknownParameter as error:
        raise Http404 from error


def _row(code: str, pk: UUID) -> ParameterValue:
    return get_object_or_404(ParameterValue, code=_declared(code).code, pk=pk)


def _language() -> str:
    return get_language() or "zh-hans"
