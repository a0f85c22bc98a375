"""Documents that the system makes itself, such as official letters."""

import io
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from documents.catalogue import document_type
from documents.digest import digest
from documents.kinds import MEDIA_TYPES
from documents.models import Document, DocumentVersion
from documents.names import clean_name, extension_of
from documents.services.numbering import next_number
from storage import StoreUnavailable, new_key, store
from syncpoints import reach


def store_bytes(
    *,
    holder: UUID,
    type_code: str,
    name: str,
    content: bytes,
    by: AbstractBaseUser | None,
    at: datetime,
    title: str | None = None,
    document: Document | None = None,
) -> DocumentVersion:
    """File ``content`` as an available version, of ``document`` or of a new one.

    The bytes are written and read back before any row exists, so a roll-back of the caller's transaction
    leaves an object without a row, which the sweep reports, and never a row without its bytes. Content made
    by the system is not checked for hostile structure. Raises StoreUnavailable, UnknownDocumentType.
    """
    document_type(type_code)
    key = new_key()
    reach("filing.store")
    store().put(key, io.BytesIO(content), len(content))
    read_back = digest(store().open(key))
    if read_back != digest(io.BytesIO(content)):
        raise StoreUnavailable(f"{key} does not read back as it was written")
    reach("filing.stored")
    shown = clean_name(name)
    by_id = by.pk if by else None
    with transaction.atomic(savepoint=False):
        number = next_number(document) if document else 1
        if document is None:
            document = Document.objects.create(
                holder=holder, type_code=type_code, title=title or shown, created_at=at, created_by_id=by_id
            )
        return DocumentVersion.objects.create(
            document=document,
            number=number,
            state=DocumentVersion.State.AVAILABLE,
            name=shown,
            key=key,
            expected_size=len(content),
            size=read_back.size,
            sha256=read_back.sha256,
            media_type=MEDIA_TYPES.get(extension_of(shown), "application/octet-stream"),
            uploaded_by_id=by_id,
            created_at=at,
            available_at=at,
        )
