"""The text of a document of policy as it was issued: a file that whoever reads the register can open."""

from datetime import datetime
from typing import BinaryIO

from casework.audit.services import record
from casework.organisations.models import Person
from casework.policy.models import PolicyDocument
from documents.models import Document, DocumentVersion
from documents.services import begin_upload, complete_upload, freeze, receive

FILE = "DT-100"


def attach_file(
    *, document: PolicyDocument, name: str, size: int, stream: BinaryIO, by: Person, at: datetime
) -> DocumentVersion:
    """Keep ``stream`` as the document's file, after those that it had; refused ones say why in ``refusal_sentence``.

    What is taken is frozen: it is what people will have read. Raises UploadRefused, UploadIncomplete, StoreUnavailable.
    """
    earlier = Document.objects.filter(holder=document.pk, type_code=FILE).order_by("created_at").first()
    version, _ticket = begin_upload(
        holder=document.pk, type_code=FILE, name=name, size=size, by=by, at=at, document=earlier,
        title=document.title[:120],
    )  # fmt: skip
    receive(version=version, stream=stream)

    def keep(settled: DocumentVersion) -> None:
        freeze(versions=[settled], at=at)
        payload = {"title": str(document), "file": settled.name, "number": settled.number}
        record(chain=document.pk, kind="policy.file_attached", at=at, by=by, payload=payload)

    return complete_upload(version=version, at=at, then=keep)


def files_of(document: PolicyDocument) -> list[DocumentVersion]:
    """The newest first."""
    available = DocumentVersion.objects.filter(state=DocumentVersion.State.AVAILABLE)
    found = available.filter(document__holder=document.pk, document__type_code=FILE)
    return list(found.select_related("uploaded_by").order_by("-number"))
