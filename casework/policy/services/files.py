"""The text of a document of policy as it was issued: a file that whoever reads the register can open."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from casework.audit.services import record
from casework.organisations.models import Person
from casework.policy.models import PolicyDocument
from documents.models import Document, DocumentVersion
from documents.services import begin_upload, complete_upload, freeze
from storage import UploadTicket

FILE = "DT-100"


class NothingUploaded(Exception):
    """No file of this document that the person uploaded has arrived under that id."""


def announce_file(
    *, document: PolicyDocument, name: str, size: int, by: Person, at: datetime
) -> tuple[DocumentVersion, UploadTicket]:
    """Announce a file of the document, after those that it had; nobody reads it before ``attach_file``.

    Raises UploadRefused, StoreUnavailable.
    """
    earlier = Document.objects.filter(holder=document.pk, type_code=FILE).order_by("created_at").first()
    return begin_upload(
        holder=document.pk, type_code=FILE, name=name, size=size, by=by, at=at, document=earlier,
        title=document.title[:120],
    )  # fmt: skip


def complete_file(*, document: PolicyDocument, version: UUID, by: Person, at: datetime) -> DocumentVersion:
    """Check what was sent; a refused one says why in ``refusal_sentence``.

    Raises NothingUploaded, UploadIncomplete, StoreUnavailable.
    """
    return complete_upload(version=_own(document, version, by), at=at)


def attach_file(*, document: PolicyDocument, version: UUID, by: Person, at: datetime) -> DocumentVersion:
    """From now on everybody reads it, and it stays: it is what people will have read. Twice is once.

    Raises NothingUploaded.
    """
    with transaction.atomic():
        PolicyDocument.objects.select_for_update().get(pk=document.pk)
        found = _own(document, version, by)
        if not found.is_available:
            raise NothingUploaded
        if not found.is_frozen:
            freeze(versions=[found], at=at)
            payload = {"title": str(document), "file": found.name, "number": found.number}
            record(chain=document.pk, kind="policy.file_attached", at=at, by=by, payload=payload)
    return found


def files_of(document: PolicyDocument) -> list[DocumentVersion]:
    """The newest first."""
    attached = DocumentVersion.objects.filter(state=DocumentVersion.State.AVAILABLE, frozen_at__isnull=False)
    found = attached.filter(document__holder=document.pk, document__type_code=FILE)
    return list(found.select_related("uploaded_by").order_by("-number"))


def _own(document: PolicyDocument, version: UUID, by: Person) -> DocumentVersion:
    mine = DocumentVersion.objects.filter(uploaded_by=by, document__type_code=FILE)
    found = mine.filter(pk=version, document__holder=document.pk).select_related("document").first()
    if found is None:
        raise NothingUploaded
    return found
