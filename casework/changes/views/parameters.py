"""Parameters inside a change: what each is and would be, a new value proposed, and one given up."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.changes.parameters import NotAfterToday, drop_from, parameter_lines, propose_in
from casework.changes.policies import may_edit, visible_changes
from casework.changes.views.changes import editable
from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.policy.declared import Declared, UnknownParameter, declared
from casework.policy.forms import ProposalForm
from casework.policy.pages.parameters import parameter_rows, title_of
from casework.policy.services import AlreadyFromThatDay, NoLongerWaiting
from casework.policy.values import value_of


@require_safe
def parameters(request: HttpRequest, pk: UUID) -> HttpResponse:
    here = standing(request)
    change = get_object_or_404(visible_changes(here), pk=pk)
    may = may_edit(here, change)
    context = {
        "change": change,
        "lines": parameter_lines(change, language=_language()),
        "may_edit": may,
        "rows": parameter_rows(today=here.day, language=_language()) if may else [],
    }
    return render(request, "changes/parameters.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    change, here, known = editable(request, pk), standing(request), _declared(code)
    form = ProposalForm(
        known, value_of(code, on=here.day), request.POST if request.method == "POST" else None
    )
    if change.effective_from and request.method == "GET":
        form.initial["effective_from"] = change.effective_from
    context = {"change": change, "form": form, "known": known, "title": title_of(known, _language())}
    if request.method == "GET" or not form.is_valid():
        return render(
            request, "changes/parameter.html", context, status=200 if request.method == "GET" else 422
        )
    try:
        propose_in(
            change=change, code=code, **form.cleaned_data, today=here.day, by=cast(Person, request.user), at=timezone.now()
        )  # fmt: skip
    except NotAfterToday:
        form.add_error("effective_from", _("要在今天之后，让大家有时间知道。"))
        return render(request, "changes/parameter.html", context, status=422)
    except AlreadyFromThatDay:
        form.add_error("effective_from", _("从这一天起刚刚确认了另一个值，请换一天。"))
        return render(request, "changes/parameter.html", context, status=409)
    messages.success(request, _("已列入方案，和方案一起审批，批准前不起作用。"))
    return redirect("changes:parameters", pk)


@require_POST
def drop(request: HttpRequest, pk: UUID, link: int) -> HttpResponse:
    change = editable(request, pk)
    found = get_object_or_404(change.parameters.select_related("value", "change"), pk=link)
    try:
        drop_from(link=found, by=cast(Person, request.user), at=timezone.now())
    except NoLongerWaiting:
        messages.warning(request, _("这一条已经有人确认或撤销了。"))
    else:
        messages.success(request, _("已从方案里撤销。"))
    return redirect("changes:parameters", pk)


def _declared(code: str) -> Declared:
    try:
        return declared(code)
    except UnknownParameter as error:
        raise Http404 from error


def _language() -> str:
    return get_language() or "zh-hans"
