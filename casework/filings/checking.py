"""What anybody may check of a receipt: what is on file, whether it holds today, and the beginning of its hash."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language

from casework.calendar.wording.dates import full_date
from casework.cases.clock import local_date
from casework.filings.digest import FINGERPRINT
from casework.filings.models import Filing
from documents.codes import code_as_svg


def standing(filing: Filing, *, changed_by: Filing | None, day: date) -> str:
    """``changed`` once a later one holds, ``early`` before its time, ``over`` after it, else ``valid``."""
    if changed_by is not None and (changed_by.valid_from is None or changed_by.valid_from <= day):
        return "changed"
    if filing.valid_from is not None and day < filing.valid_from:
        return "early"
    return "over" if filing.valid_to is not None and filing.valid_to < day else "valid"


def receipt(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The page behind the code of a receipt; nothing of what was filed stands on it."""
    language, today = get_language() or "zh-hans", localdate()
    changed_by = filing.changed_by.exclude(subject="").first()
    address = request.build_absolute_uri(f"/check/{filing.token}/")
    context = {
        "filing": filing,
        "code": code_as_svg(address),
        "changed_by": changed_by,
        "standing": standing(filing, changed_by=changed_by, day=today),
        "fingerprint": filing.sha256[:FINGERPRINT],
        "filed_on": full_date(local_date(filing.filed_at), language),
        "valid_from": full_date(filing.valid_from, language) if filing.valid_from else "",
        "valid_to": full_date(filing.valid_to, language) if filing.valid_to else "",
    }
    return render(request, "filings/receipt.html", context)
