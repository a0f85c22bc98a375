"""The receipt of a submission: after it, and later from the case, for whoever sees the case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from casework.cases.models import Case
from casework.guided.receipts import as_letter
from casework.inbox.casefile.loading import load_case
from casework.inbox.step.following import first_task
from casework.inbox.viewer import Viewer, viewer_of
from casework.inbox.wording.days import moment_text
from casework.papers.listing import PaperLine, case_papers
from casework.papers.models import Requirement
from casework.papers.receipts import Receipt, receipts_of
from documents.kinds import MEDIA_TYPES
from processes.models import UserTask


@require_safe
def show(request: HttpRequest, case_id: UUID, ordinal: int) -> HttpResponse:
    viewer = viewer_of(request)
    receipt = _load(case_id, ordinal, viewer)
    others = [other for other in receipts_of(receipt.case) if other.ordinal != ordinal]
    waiting = UserTask.objects.open().filter(instance__case=receipt.case).order_by("due_at", "opened_at")
    context = {
        "receipt": receipt,
        "others": others,
        "returned": _returned(receipt.case, viewer),
        "next": first_task(waiting, viewer),
    }
    return render(request, "guided/receipt.html", context)


def _returned(case: Case, viewer: Viewer) -> list[PaperLine]:
    """What came back at once: its owner reads it where he has just handed in."""
    lines = [line for group in case_papers(case, viewer.standing) for line in group.lines]
    mine = viewer.standing.is_member(str(case.respondent_id))
    return [line for line in lines if line.requirement.state == Requirement.State.RETURNED] if mine else []


@require_safe
def save(request: HttpRequest, case_id: UUID, ordinal: int) -> HttpResponse:
    viewer = viewer_of(request)
    receipt = _load(case_id, ordinal, viewer)
    content = as_letter(receipt, moment=moment_text(receipt.at, viewer.language))
    response = HttpResponse(content, content_type=MEDIA_TYPES["docx"])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{receipt.number}.docx") or ""
    return response


def _load(case_id: UUID, ordinal: int, viewer: Viewer) -> Receipt:
    """Raises Http404."""
    for receipt in receipts_of(load_case(case_id, viewer)):
        if receipt.ordinal == ordinal:
            return receipt
    raise Http404
