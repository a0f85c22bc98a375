"""A table of the form as an Excel file to fill in; it comes back with its page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.guided.loading import load_guided
from casework.guided.values import saved_values
from casework.guided.views.answers import page
from casework.inbox.step.sheets import sheet_form
from casework.inbox.viewer import viewer_of
from casework.inbox.views.sheets import as_file


@require_safe
@page
def sheet(request: HttpRequest, task_id: UUID, name: str) -> HttpResponse:
    """The table with the rows that are saved; ``?rows=none`` gives an empty one."""
    step = load_guided(task_id, viewer_of(request))
    form = sheet_form(step, name)
    rows = [] if request.GET.get("rows") == "none" else saved_values(step)[name]
    return as_file(form, rows, number=step.case.number)
