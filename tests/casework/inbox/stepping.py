"""What tests of the task page use: its address, photos and rows of the case."""

import io
from typing import Any
from uuid import UUID

from PIL import Image

from casework.audit.services import record
from casework.cases.models import Case
from casework.organisations.models import Person
from documents.models import DocumentVersion
from documents.services import store_bytes
from processes.models import UserTask
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import Desk

ROWS: dict[str, str | list[str]] = {
    "each-rows": ["0", "1"],
    "each-0-n": "1",
    "each-0-measure": "补教案",
    "each-1-n": "2",
    "each-1-measure": "退费",
}


def address(task: UserTask) -> str:
    return f"/inbox/tasks/{task.pk}/"


def photo(case: Case, by: Person) -> UUID:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    version = store_bytes(
        holder=case.pk, type_code="DT-463", name="照片.png", content=picture.getvalue(), by=by, at=NOW
    )
    return UUID(str(version.pk))


def grow(desk: Desk, case: Case) -> None:
    """One more finding with a photo filed and offered, and one more event."""
    from casework.cases.models import CaseDocument
    from casework.findings.models import Evidence

    finding: Any = case.findings.last()
    finding.pk, finding.ordinal = None, finding.ordinal + 1
    finding.save()
    version = DocumentVersion.objects.get(pk=photo(case, desk.first))
    CaseDocument.objects.create(case=case, document=version.document, filed_at=NOW)
    Evidence.objects.create(finding=finding, version=version, moment="AFTER", offered_at=NOW)
    record(chain=case.pk, kind="document.uploaded", at=NOW, by=desk.first, payload={"name": "x"})
