"""回测: closed cases through a draft."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.changes.forms import BacktestForm
from casework.changes.jobs import deal_out
from casework.changes.models import Backtest, BacktestRow
from casework.changes.pages.backtests import report_on, sheet_of
from casework.changes.policies import may_edit, may_open, visible_changes
from casework.changes.services import CannotBacktest, begin_backtest, cancel_backtest
from casework.changes.views.changes import editable
from casework.organisations.current import standing
from casework.organisations.models import Person

PAGE = 50


@require_http_methods(["GET", "POST"])
def backtests(request: HttpRequest, pk: UUID) -> HttpResponse:
    here = standing(request)
    change = (
        editable(request, pk) if request.method == "POST" else get_object_or_404(visible_changes(here), pk=pk)
    )
    form = BacktestForm(request.POST if request.method == "POST" else None, change=change, today=here.day)
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_backtest(
                change=change, **form.cleaned_data, by=cast(Person, request.user), at=timezone.now()
            )
        except CannotBacktest as refused:
            form.add_error(None, str(refused))
        else:
            deal_out(made)
            return redirect("changes:backtest", pk, made.pk)
    context = {
        "change": change,
        "form": form,
        "may_edit": may_edit(here, change),
        "tests": Backtest.objects.filter(change=change).select_related("draft__base", "by").defer("files"),
    }
    return render(request, "changes/backtests.html", context, status=200 if request.method == "GET" else 422)


@require_safe
def backtest(request: HttpRequest, pk: UUID, test: UUID) -> HttpResponse:
    found, here = _found(request, pk, test), standing(request)
    verdict = request.GET.get("verdict", "")
    report = report_on(found, here, verdict if verdict in BacktestRow.Verdict.values else "")
    page = Paginator(report.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "report": report,
        "test": found,
        "page_obj": page,
        "paginator": page.paginator,
        "is_paginated": page.has_other_pages(),
        "may_cancel": found.is_running and may_open(here),
    }
    return render(request, "changes/backtest.html", context)


@require_safe
def sheet(request: HttpRequest, pk: UUID, test: UUID) -> HttpResponse:
    found = _found(request, pk, test)
    response = HttpResponse(
        sheet_of(found, standing(request)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = _("回测 %(process)s %(since)s至%(until)s.xlsx") % {
        "process": found.draft.base.name, "since": found.since, "until": found.until,
    }  # fmt: skip
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_POST
def cancel(request: HttpRequest, pk: UUID, test: UUID) -> HttpResponse:
    found = _found(request, pk, test)
    if not may_open(standing(request)):
        raise PermissionDenied(_("由流程管理员取消回测。"))
    cancel_backtest(backtest=found, by=cast(Person, request.user), at=timezone.now())
    return redirect("changes:backtest", pk, test)


def _found(request: HttpRequest, pk: UUID, test: UUID) -> Backtest:
    change = get_object_or_404(visible_changes(standing(request)), pk=pk)
    tests = Backtest.objects.filter(change=change).select_related("draft__base", "by", "change")
    return get_object_or_404(tests.defer("files"), pk=test)
