"""The first phase of an upload: a pending row, leave to send the bytes, and the bytes."""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from documents.kinds import MEDIA_TYPES
from documents.models import Document, DocumentVersion
from documents.names import clean_name, extension_of
from documents.services.admission import admit
from documents.services.leftovers import incoming_key
from documents.services.numbering import next_number
from documents.tickets import LIFETIME, upload_address
from storage import UploadTicket, store
from syncpoints import reach

State = DocumentVersion.State


class NotPending(Exception):
    """The version has been settled already and takes no bytes any more."""


class WrongDocument(Exception):
    """The document belongs to another holder or is of another type."""


def begin_upload(
    *,
    holder: UUID,
    type_code: str,
    name: str,
    size: int,
    by: AbstractBaseUser,
    at: datetime,
    document: Document | None = None,
    title: str | None = None,
) -> tuple[DocumentVersion, UploadTicket]:
    """Announce ``size`` bytes: a pending version of ``document`` or of a new one, and a ticket to send them.

    Raises UploadRefused with a sentence, UnknownDocumentType, WrongDocument.
    """
    shown = clean_name(name)
    admit(type_code=type_code, name=shown, size=size)
    if document and (document.holder, document.type_code) != (holder, type_code):
        raise WrongDocument(str(document.pk))
    with transaction.atomic():
        number = next_number(document) if document else 1
        if document is None:
            document = Document.objects.create(
                holder=holder, type_code=type_code, title=title or shown, created_at=at, created_by_id=by.pk
            )
        version = DocumentVersion.objects.create(
            document=document,
            number=number,
            name=shown,
            key=incoming_key(),
            expected_size=size,
            media_type=MEDIA_TYPES[extension_of(shown)],
            uploaded_by_id=by.pk,
            created_at=at,
        )
    reach("upload.announced")
    return version, ticket_for(version, at)


def receive(*, version: DocumentVersion, stream: BinaryIO) -> None:
    """Keep the announced bytes. Raises NotPending, ObjectExists, IncompleteStream, StoreUnavailable."""
    if version.state != State.PENDING:
        raise NotPending(str(version.pk))
    store().put(version.key, stream, version.expected_size)
    reach("upload.received")


def ticket_for(version: DocumentVersion, at: datetime) -> UploadTicket:
    """Leave to send the bytes of a pending version, for a while from ``at``."""
    return store().upload_ticket(
        version.key,
        size=version.expected_size,
        media_type=version.media_type,
        at=at,
        expires=LIFETIME,
        through=upload_address(version=version.pk, size=version.expected_size, at=at),
    )
