"""What is on file of a case: the number of its receipt, and the code that leads to the page where anybody checks it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from casework.cases.models import Case
from casework.filings.addresses import public_address
from casework.filings.models import Filing
from documents.codes import code_as_svg


@dataclass(frozen=True)
class OnFile:
    """``path`` is that of the public page on this site; ``code`` an SVG element that says its whole address."""

    number: str
    path: str
    code: SafeString


def on_file(case: Case) -> OnFile | None:
    """The latest filing of the case, None before there is one."""
    found = Filing.objects.filter(case=case).order_by("filed_at", "number").only("number", "token").last()
    if found is None:
        return None
    path = f"/check/{found.token}/"
    return OnFile(found.number, path, SafeString(code_as_svg(public_address(path))))
