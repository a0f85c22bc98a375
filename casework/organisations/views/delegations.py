"""委托代办: whom I let act for me, for whom I act, and taking it back."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.organisations.current import standing
from casework.organisations.delegable import Process, kinds, posts_of
from casework.organisations.forms.delegations import DelegationForm
from casework.organisations.models import Delegation
from casework.organisations.rules import Refused
from casework.organisations.services import Standing, delegate, withdraw

_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Line:
    """A delegation in words, for one of the two whom it concerns."""

    delegation: Delegation
    matters: str
    state: str | Promise
    is_running: bool
    may_withdraw: bool


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here = standing(request)
    found = list(
        Delegation.objects.visible_to(here).select_related("principal", "delegate", "organisation")[:100]
    )
    known = kinds(here.day) if found else {}
    lines = [_line(one, here, known) for one in found]
    context = {
        "given": [line for line in lines if line.delegation.principal_id == here.person.pk],
        "held": [line for line in lines if line.delegation.principal_id != here.person.pk],
        "may_delegate": bool(posts_of(here)),
    }
    return render(request, "organisations/delegations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    here = standing(request)
    if not posts_of(here):
        raise PermissionDenied
    if request.method != "POST":
        form = DelegationForm(standing=here)
        form.initial = {
            "first_day": here.day, "last_day": here.day + _WEEK,
            "processes": [key for key, _name in form.fields["processes"].choices],  # type: ignore[attr-defined]
        }  # fmt: skip
        return _form(request, form)
    form = DelegationForm(request.POST, standing=here)
    if not form.is_valid():
        return _form(request, form, status=422)
    values = form.cleaned_data
    try:
        given = delegate(
            post=values["post"], to=values["delegate"], processes=values["processes"],
            first_day=values["first_day"], last_day=values["last_day"], at=timezone.now(), by=here.person,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _form(request, form, status=422)
    messages.success(request, _("已委托%(delegate)s代办，到期自动结束。") % {"delegate": given.delegate})
    return redirect("delegations:index")


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(Delegation.objects.visible_to(standing(request)), pk=pk)
    if held.principal_id != request.user.pk:
        raise PermissionDenied
    try:
        withdraw(delegation=held, at=timezone.now(), by=standing(request).person)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("委托已收回，%(delegate)s不能再代办。") % {"delegate": held.delegate})
    return redirect("delegations:index")


def _form(request: HttpRequest, form: DelegationForm, status: int = 200) -> HttpResponse:
    return render(request, "organisations/delegate.html", {"form": form}, status=status)


_COMING, _RUNNING, _OVER, _BACK = (
    gettext_lazy("未开始"), gettext_lazy("生效中"), gettext_lazy("已到期"), gettext_lazy("已收回"),
)  # fmt: skip


def _line(one: Delegation, here: Standing, known: dict[str, Process]) -> Line:
    state, language = _state(one, here.day), get_language() or "zh-hans"
    named = (known[process].label(language) for process in one.process_ids if process in known)
    return Line(
        delegation=one,
        matters=_("、").join(named),
        state=state,
        is_running=state == _RUNNING,
        may_withdraw=one.principal_id == here.person.pk and state in (_COMING, _RUNNING),
    )


def _state(one: Delegation, day: date) -> Promise:
    if one.revoked_at is not None:
        return _BACK
    if one.ends_on < day:
        return _OVER
    return _COMING if one.starts_on > day else _RUNNING
