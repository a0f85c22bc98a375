"""The receipt of a submission: after it, and later from the case, for whoever sees the case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from casework.guided.receipts import as_letter
from casework.inbox.casefile.loading import load_case
from casework.inbox.viewer import Viewer, viewer_of
from casework.inbox.wording.days import moment_text
from casework.papers.receipts import Receipt, receipts_of
from documents.kinds import MEDIA_TYPES


@require_safe
def show(request: HttpRequest, case_id: UUID, ordinal: int) -> HttpResponse:
    receipt = _load(case_id, ordinal, viewer_of(request))
    others = [other for other in receipts_of(receipt.case) if other.ordinal != ordinal]
    return render(request, "guided/receipt.html", {"receipt": receipt, "others": others})


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
