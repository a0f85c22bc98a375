"""Another go at an upload that broke off: the same version, a new ticket."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from documents.intake.sentences import NEVER_ARRIVED, WRONG_SIZE
from documents.models import DocumentVersion
from documents.services.leftovers import discard, incoming_key
from documents.services.uploading import NotPending, ticket_for
from storage import UploadTicket, store

State = DocumentVersion.State
# Settled for how the bytes travelled, not for what they are.
_BROKEN_OFF = Q(state=State.PENDING) | Q(state=State.REFUSED, refusal__in=[NEVER_ARRIVED, WRONG_SIZE])


class BytesArrived(Exception):
    """All announced bytes are here already: complete the upload instead of sending them again."""


def renew_ticket(*, version: DocumentVersion, by: AbstractBaseUser, at: datetime) -> UploadTicket:
    """Leave for ``by`` to send the bytes of a version that is pending, or that was refused as they never came whole.

    The version is pending afterwards, and the sweep gives it another hour. Who may do so is for the caller to say.
    Raises NotPending when it was settled otherwise, BytesArrived, StoreUnavailable.
    """
    version.refresh_from_db()
    held = store().stat(version.key)
    if version.state == State.PENDING and held == version.expected_size:
        raise BytesArrived(str(version.pk))
    # Keys are written once: where something lies that is not what was announced, the bytes need another.
    key = version.key if held is None else incoming_key()
    renewed = DocumentVersion.objects.filter(_BROKEN_OFF, pk=version.pk, key=version.key).update(
        state=State.PENDING, refusal="", key=key, uploaded_by=by, renewed_at=at
    )
    if not renewed:
        raise NotPending(str(version.pk))
    if key != version.key:
        discard(version.key)
    version.refresh_from_db()
    return ticket_for(version, at)
