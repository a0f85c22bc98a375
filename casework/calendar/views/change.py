"""Changing the calendar: type it, see every open deadline that would move, confirm, read what moved."""

from datetime import date
from typing import cast
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from casework.calendar.forms import DaysForm, TermForm, YearForm, next_unpublished_year
from casework.calendar.listing import in_words, previewed, recorded
from casework.calendar.models import CalendarChange
from casework.calendar.policies import may_change_calendar
from casework.calendar.services import CalendarHasChanged, apply_change, preview_change
from casework.calendar.services.rows import as_record
from casework.calendar.stored import current_token
from casework.organisations.models import Person

CalendarForm = DaysForm | YearForm | TermForm
FORMS: dict[str, type[CalendarForm]] = {"days": DaysForm, "year": YearForm, "term": TermForm}
LISTED = 50


def keeper(request: HttpRequest) -> Person:
    person = cast(Person, request.user)
    if not may_change_calendar(person, timezone.localdate()):
        raise PermissionDenied(gettext("只有基教科经办和流程管理员可以修改日历。"))
    return person


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, kind: str) -> HttpResponse:
    """GET the form; POST for the preview; POST with the preview's token to apply it."""
    by = keeper(request)
    if kind not in FORMS:
        raise Http404
    if request.method == "GET":
        return _form(request, kind, FORMS[kind](initial=_initial(kind, timezone.localdate())))
    form = FORMS[kind](request.POST)
    if not form.is_valid():
        return _form(request, kind, form, status=422)
    seen = _token(request.POST.get("seen", ""))
    return _apply(request, kind, form, seen, by) if seen else _preview(request, kind, form)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    keeper(request)
    found = CalendarChange.objects.select_related("by")[:LISTED]
    return render(request, "calendar/changes.html", {"changes": found})


@require_safe
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    keeper(request)
    record = get_object_or_404(CalendarChange.objects.select_related("by"), pk=pk)
    language = get_language() or "zh-hans"
    groups = recorded(record, today=timezone.localdate(), language=language)
    words = [in_words(one, language) for one in record.changes]
    return render(request, "calendar/changed.html", {"record": record, "groups": groups, "changes": words})


def _form(request: HttpRequest, kind: str, form: forms.Form, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "kind": kind}
    return render(request, "calendar/change.html", context, status=status)


def _preview(
    request: HttpRequest, kind: str, form: CalendarForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    language = get_language() or "zh-hans"
    token = current_token()
    wanted = form.changes()
    moved = preview_change(wanted)
    context = {
        "form": form,
        "kind": kind,
        "seen": token,
        "problem": problem,
        "changes": [in_words(as_record(change), language) for change in wanted],
        "count": len(moved),
        "groups": previewed(moved, today=timezone.localdate(), language=language),
    }
    return render(request, "calendar/preview.html", context, status=status)


def _apply(request: HttpRequest, kind: str, form: CalendarForm, seen: UUID, by: Person) -> HttpResponse:
    try:
        with transaction.atomic():
            apply_change(form.changes(), by=by, at=timezone.now(), seen=seen)
            record = CalendarChange.objects.latest("pk")
    except CalendarHasChanged:
        problem = gettext("刚才有人修改了日历，请核对更新后的预览再确认。")
        return _preview(request, kind, form, problem=problem, status=409)
    return redirect("calendar:changed", pk=record.pk)


def _initial(kind: str, today: date) -> dict[str, object]:
    return {"year": next_unpublished_year(today)} if kind == "year" else {}


def _token(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
