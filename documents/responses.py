"""The bytes of a version as an HTTP answer. Whoever calls this has checked that the person may see them."""

from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from documents.models import DocumentVersion
from documents.ranges import ByteRange, RangeNotSatisfiable, read_range
from documents.services import open_version

_CHUNK = 256 * 1024
_SHOWN_INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
# Nothing in a file of somebody else may run, load, or send anything from our origin.
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"


def download(version: DocumentVersion, *, inline: bool, range_header: str = "") -> HttpResponseBase:
    """Stream the version, whole or the range asked for; ``inline`` shows images and PDF, all else is saved.

    Raises VersionNotAvailable, ObjectMissing, StoreUnavailable, before the first byte is sent.
    """
    size = version.size or 0
    try:
        part = read_range(range_header, size=size)
    except RangeNotSatisfiable:
        return _described(
            HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), version, False
        )
    wanted = part or ByteRange(0, size, size)
    stream = open_version(version, start=wanted.start, length=wanted.length)
    response = StreamingHttpResponse(_chunks(stream), status=206 if part else 200)
    response.headers["Content-Length"] = str(wanted.length)
    if part:
        response.headers["Content-Range"] = part.content_range
    return _described(response, version, inline)


def _described(response: HttpResponseBase, version: DocumentVersion, inline: bool) -> HttpResponseBase:
    shown = inline and version.media_type in _SHOWN_INLINE
    disposition = content_disposition_header(not shown, version.name) or "inline"
    headers = {
        "Content-Type": version.media_type,
        "Content-Disposition": disposition,
        "Accept-Ranges": "bytes",
        "ETag": f'"{version.sha256}"',
        "Cache-Control": "private, max-age=300",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Content-Security-Policy": _SANDBOX,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    for header, value in headers.items():
        response.headers[header] = value
    return response


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
