"""Upload in two phases: a pending row with leave to send the bytes; then they are read back and judged."""

import tempfile
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from documents.digest import Digest, copy_counting, digest
from documents.intake.inspection import inspect
from documents.intake.sentences import WRONG_SIZE
from documents.kinds import MEDIA_TYPES
from documents.models import Document, DocumentVersion
from documents.names import clean_name, extension_of
from documents.scanning import ScannerAway, scan
from documents.services.admission import admit
from documents.services.leftovers import INCOMING, discard, incoming_key
from documents.services.numbering import next_number
from documents.tickets import LIFETIME, upload_address
from storage import ObjectExists, StoreUnavailable, UploadTicket, new_key, store
from syncpoints import reach

State = DocumentVersion.State


class UploadIncomplete(Exception):
    """The bytes have not arrived yet; the message is a sentence for the person."""


class ScanPostponed(UploadIncomplete):
    """All bytes are here, but the virus scanner that is to see them is away; completing later settles it."""


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


def complete_upload(*, version: DocumentVersion, at: datetime) -> DocumentVersion:
    """Read the bytes back, count, hash and check them: the version becomes AVAILABLE or REFUSED.

    A version that is settled already is returned as it stands, so that completing twice does no harm. Raises
    UploadIncomplete while no bytes have arrived, ScanPostponed, StoreUnavailable; the version then stays pending.
    """
    version.refresh_from_db()
    if version.state != State.PENDING:
        return version
    size = store().stat(version.key)
    if size is None:
        raise UploadIncomplete(_("文件还没有传完，请重新上传。"))
    if size != version.expected_size:
        return refuse(version, WRONG_SIZE)
    with tempfile.TemporaryFile() as spool:
        found = copy_counting(store().open(version.key), spool)
        verdict = inspect(spool, extension=extension_of(version.name))
        refusal = verdict.refusal or (WRONG_SIZE if found.size != size else _scanned(spool))
        if refusal:
            return refuse(version, refusal)
        key = _final_key(version, spool, found)
    reach("upload.judged")
    _settle(
        version,
        state=State.AVAILABLE,
        key=key,
        size=found.size,
        sha256=found.sha256,
        media_type=verdict.media_type,
        available_at=at,
    )
    return version


def refuse(version: DocumentVersion, sentence: str) -> DocumentVersion:
    """Settle a pending version as refused; its bytes go once the transaction is committed."""
    _settle(version, state=State.REFUSED, refusal=sentence)
    reach("upload.refused")
    if version.state == State.REFUSED:
        discard(version.key)
    return version


def _scanned(spool: BinaryIO) -> str:
    """The sentence that refuses an infected file, or an empty text. Raises ScanPostponed."""
    try:
        return scan(spool)
    except ScannerAway as error:
        raise ScanPostponed(
            _(
                "文件已经收到，但杀毒服务暂时连不上，还不能使用。恢复后会自动检查，不用重新上传，请过一会儿再来看。"
            )
        ) from error


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


def _final_key(version: DocumentVersion, spool: BinaryIO, found: Digest) -> str:
    """Its own key, or another one holding the checked bytes where a browser could still replace the old.

    That other key follows from the old one, so that an attempt which was cut off leaves nothing without a row.
    """
    if not version.key.startswith(INCOMING):
        return version.key
    key = version.key.removeprefix(INCOMING)
    try:
        _copy_to(key, spool, found)
    except ObjectExists:
        if digest(store().open(key)) != found:  # the browser has sent something else since
            key = new_key()
            _copy_to(key, spool, found)
    reach("upload.copied")
    return key


def _copy_to(key: str, spool: BinaryIO, found: Digest) -> None:
    spool.seek(0)
    store().put(key, spool, found.size)
    if digest(store().open(key)) != found:
        raise StoreUnavailable(f"{key} does not read back as it was written")


def _settle(version: DocumentVersion, **values: object) -> None:
    """Write the outcome unless somebody was faster; either way the instance then says what the row says.

    Of the copy that came in and the checked one, that which the row does not name goes.
    """
    copies = {version.key, str(values.get("key", version.key))}
    DocumentVersion.objects.filter(pk=version.pk, state=State.PENDING).update(**values)
    version.refresh_from_db()
    reach("upload.settled")
    for key in copies - {version.key}:
        discard(key)
