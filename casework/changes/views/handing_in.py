"""送审: what stands against it, and from when it is to hold."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.changes.faults import Fault, faults_of
from casework.changes.forms import TermsForm
from casework.changes.models import ChangeSet
from casework.changes.services import NotReady, hand_in
from casework.changes.views.changes import editable
from casework.organisations.current import standing
from casework.organisations.models import Person


@require_http_methods(["GET", "POST"])
def handing_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    change, now = editable(request, pk), timezone.now()
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        today=standing(request).day,
        initial=_known(change),
    )
    if request.method == "GET" or not form.is_valid():
        return _page(request, change, form, faults_of(change, at=now))
    try:
        case = hand_in(
            change=change,
            terms=form.terms(),
            office=form.cleaned_data["office"],
            by=cast(Person, request.user),
            at=now,
        )
    except NotReady as refused:
        return _page(request, change, form, list(refused.faults))
    if change.case_id:
        messages.success(request, _("已保存。请在待办里办理“修改后再送审”。"))
        return redirect("inbox:index")
    messages.success(request, _("已送审，案号 %(number)s。") % {"number": case.number})
    return redirect("changes:change", pk=pk)


def _known(change: ChangeSet) -> dict[str, object]:
    return {
        "summary": change.summary,
        "effective_from": change.effective_from,
        "running": change.running,
        "pilots": change.pilots.all(),
        "pilot_until": change.pilot_until,
        "office": change.case.office_id if change.case else None,
    }


def _page(request: HttpRequest, change: ChangeSet, form: TermsForm, faults: list[Fault]) -> HttpResponse:
    status = 200 if request.method == "GET" else 422
    return render(
        request, "changes/handing_in.html", {"change": change, "form": form, "faults": faults}, status=status
    )
