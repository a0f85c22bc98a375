"""Signed addresses under which one person may send the bytes of one version for a while."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

LIFETIME = timedelta(minutes=15)
_SALT = "documents.upload"


class InvalidTicket(Exception):
    """The token was not signed here, or was signed for another version."""


class TicketExpired(Exception):
    """The token was good once."""


def upload_address(*, version: UUID, size: int, at: datetime) -> str:
    """Our own address for the bytes of the version, good for LIFETIME."""
    expires = int((at + LIFETIME).timestamp())
    token = signing.dumps({"version": str(version), "size": size, "expires": expires}, salt=_SALT)
    return f"{reverse('documents:upload', args=[version])}?token={token}"


def read_ticket(token: str, *, version: UUID, at: datetime) -> int:
    """The size in bytes that the token allows. Raises InvalidTicket, TicketExpired."""
    try:
        ticket = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise InvalidTicket from error
    if ticket["version"] != str(version):
        raise InvalidTicket
    if at >= datetime.fromtimestamp(ticket["expires"], UTC):
        raise TicketExpired
    return int(ticket["size"])
