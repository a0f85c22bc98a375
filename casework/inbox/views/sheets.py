"""A table of a task's form as an Excel file: taken away, and brought back filled in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.services import NotAllowed
from casework.inbox.forms import read_posted
from casework.inbox.forms.importing import ImportRefused
from casework.inbox.forms.sheets import SheetForm
from casework.inbox.step.drafts import DraftNotKept, DraftTooLarge, save_draft
from casework.inbox.step.filling import raw_of, returned_form
from casework.inbox.step.loading import Step, load_step
from casework.inbox.step.sheets import imported, sheet_form
from casework.inbox.viewer import viewer_of
from casework.inbox.views.task import gone, keep_typed, refused, show

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def sheet(request: HttpRequest, task_id: UUID, name: str) -> HttpResponse:
    """The table with the rows that are saved; ``?rows=none`` gives an empty one."""
    step = load_step(task_id, viewer_of(request))
    form = sheet_form(step, name)
    if barred := _barred(request, step, {}):
        return barred
    rows = [] if request.GET.get("rows") == "none" else raw_of(step)[name]
    return as_file(form, rows, number=step.case.number)


def as_file(form: SheetForm, rows: list[dict[str, object]], *, number: str) -> HttpResponse:
    response = HttpResponse(form.write(rows), content_type=XLSX)
    file = f"{number} {form.title}.xlsx"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, file))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def import_sheet(request: HttpRequest, task_id: UUID, name: str) -> HttpResponse:
    """Take the rows of a file into the draft; what was typed elsewhere comes with the same request and is kept too."""
    step = load_step(task_id, viewer_of(request))
    form, raw = sheet_form(step, name), read_posted(step.schema, request.POST)
    if step.schema.steps:
        raise Http404  # its pages have an import of their own
    if barred := _barred(request, step, raw):
        return barred
    sent, mode = request.FILES.get(f"{name}-sheet"), request.POST.get(f"{name}-mode", "")
    try:
        rows = imported(step, form, sent, mode=mode, before=raw[name])
        save_draft(step, raw | {name: rows})
    except (ImportRefused, DraftTooLarge) as trouble:
        keep_typed(step, raw)
        return show(request, step, returned_form(step, raw, {name: in_words(trouble)}), status=422)
    except DraftNotKept:
        return gone(request, load_step(task_id, step.viewer), raw)
    except NotAllowed as reason:
        return refused(request, step, raw, str(reason))
    messages.success(request, taken(form, rows))
    return redirect(f"{reverse('inbox:task', args=[task_id])}#field-id_{name}")


def _barred(request: HttpRequest, step: Step, raw: Mapping[str, Any]) -> HttpResponse | None:
    """The answer to whoever cannot fill in the form; None where the viewer can."""
    if not step.is_open:
        return gone(request, step, raw)
    return refused(request, step, raw, step.hindrance) if step.hindrance else None


def in_words(trouble: ImportRefused | DraftTooLarge) -> list[str]:
    if isinstance(trouble, ImportRefused):
        return trouble.sentences
    return [_("内容太多，放不下了，请精简后再导入。")]


def taken(form: SheetForm, rows: list[dict[str, object]]) -> str:
    said = _("已导入，“%(table)s”现在有 %(n)s 行。请核对后提交。")
    return said % {"table": form.title, "n": len(rows)}
