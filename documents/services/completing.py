"""The second phase of an upload: what arrived is read back and judged, and becomes available or is refused."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from documents.digest import Digest, copy_counting, digest
from documents.intake.inspection import inspect
from documents.intake.sentences import WRONG_SIZE
from documents.models import DocumentVersion
from documents.names import extension_of
from documents.scanning import ScannerAway, scan
from documents.services.leftovers import INCOMING, discard
from storage import ObjectExists, StoreUnavailable, new_key, store
from syncpoints import reach

State = DocumentVersion.State


class UploadIncomplete(Exception):
    """The bytes have not arrived yet; the message is a sentence for the person."""


class ScanPostponed(UploadIncomplete):
    """All bytes are here, but the virus scanner that is to see them is away; completing later settles it."""


def complete_upload(
    *, version: DocumentVersion, at: datetime, then: Callable[[DocumentVersion], object] | None = None
) -> DocumentVersion:
    """Read the bytes back, count, hash and check them: the version becomes AVAILABLE or REFUSED.

    ``then`` is called with a version that has just become available, once, in the transaction that makes it so.
    The check takes up to seconds, so call this outside of any other: an open transaction would keep others waiting.
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
        then,
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
    _settle(version, None, state=State.REFUSED, refusal=sentence)
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


def _settle(
    version: DocumentVersion, then: Callable[[DocumentVersion], object] | None, **values: object
) -> None:
    """Write the outcome unless somebody was faster; either way the instance then says what the row says.

    Of the copy that came in and the checked one, that which the row does not name goes.
    """
    copies = {version.key, str(values.get("key", version.key))}
    judged = DocumentVersion.objects.filter(pk=version.pk, state=State.PENDING, key=version.key)
    with transaction.atomic():
        settled = judged.update(**values)
        version.refresh_from_db()
        if settled and then:
            then(version)
    reach("upload.settled")
    for key in copies - {version.key}:
        discard(key)
