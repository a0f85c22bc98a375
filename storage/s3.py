"""Objects in an S3-compatible store, through the ``minio`` client."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import InvalidResponseError, MinioException, S3Error, ServerError

from storage.contract import (
    IncompleteStream,
    ObjectExists,
    ObjectMissing,
    Protection,
    StoredObject,
    StoreFull,
    StoreUnavailable,
    UploadTicket,
)
from storage.keys import checked, new_key

_MISSING = {"NoSuchKey", "NoSuchObject"}
_FULL = {"XMinioStorageFull", "InsufficientStorage", "QuotaExceeded"}
# A version that is retained: the first is what the standard says, the second what MinIO does.
_FORBIDDEN = {"AccessDenied", "InvalidRequest"}
_PART = 5 * 1024 * 1024
_FAILURES = (MinioException, urllib3.exceptions.HTTPError, OSError)


@dataclass(frozen=True)
class S3Settings:
    """Where the store is. ``public_endpoint`` is the address for browsers; empty: they send through us.

    Either endpoint may begin with ``http://`` or ``https://``; ``secure`` says it for one that does not.
    """

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    region: str = "us-east-1"
    secure: bool = True
    public_endpoint: str = ""
    connect_timeout: float = 3.0
    read_timeout: float = 20.0


class S3Store:
    """Nothing is expected of the server but put, get, head, list and delete: no metadata, no versions."""

    def __init__(self, settings: S3Settings) -> None:
        self._bucket = settings.bucket
        self._patience = settings.read_timeout
        self._client = _client(settings, settings.endpoint)
        # The host is part of a signature, so links for browsers are signed by a client of the public address.
        self._public = _client(settings, settings.public_endpoint) if settings.public_endpoint else None

    @property
    def is_direct(self) -> bool:
        return self._public is not None

    @cached_property
    def upload_origin(self) -> str:
        # Asked of the client: some stores put the name of the bucket before the host.
        parts = urlsplit(self._public.get_presigned_url("PUT", self._bucket, "a")) if self._public else None
        return f"{parts.scheme}://{parts.netloc}" if parts else ""

    def prepare(self) -> None:
        try:
            if not self._client.bucket_exists(self._bucket):
                self._client.make_bucket(self._bucket)
        except _FAILURES as error:
            raise _named(error, self._bucket) from error

    def put(self, key: str, stream: BinaryIO, size: int) -> None:
        if self.stat(key) is not None:
            raise ObjectExists(key)
        source = _Source(stream, size)
        try:
            self._client.put_object(self._bucket, key, source, size, part_size=_PART, num_parallel_uploads=1)
        except _FAILURES as error:
            # A browser that went away is not a store that went away.
            if source.failure:
                raise source.failure from error
            raise _named(error, key) from error

    def open(self, key: str, *, start: int = 0, length: int | None = None) -> BinaryIO:
        if length == 0:
            return io.BytesIO()
        try:
            response = self._client.get_object(self._bucket, checked(key), offset=start, length=length or 0)
        except _FAILURES as error:
            raise _named(error, key) from error
        return cast(BinaryIO, _Download(response))

    def stat(self, key: str) -> int | None:
        try:
            return cast(int, self._client.stat_object(self._bucket, checked(key)).size)
        except _FAILURES as error:
            failure = _named(error, key)
            if isinstance(failure, ObjectMissing):
                return None
            raise failure from error

    def delete(self, key: str) -> None:
        with contextlib.suppress(ObjectMissing):
            try:
                self._client.remove_object(self._bucket, checked(key))
            except _FAILURES as error:
                raise _named(error, key) from error

    def list(self, prefix: str = "") -> Iterator[StoredObject]:
        try:
            for found in self._client.list_objects(self._bucket, prefix=prefix, recursive=True):
                yield StoredObject(found.object_name, found.size, found.last_modified)
        except _FAILURES as error:
            raise _named(error, prefix) from error

    def prove_protection(self) -> Protection:
        key = new_key("probe/")
        try:
            version = self._client.put_object(self._bucket, key, io.BytesIO(b"x"), 1).version_id
            self._client.remove_object(self._bucket, key)
        except _FAILURES as error:
            raise _named(error, key) from error
        if not version or version == "null":
            return Protection.NONE
        try:
            self._client.remove_object(self._bucket, key, version_id=version)
        except S3Error as error:
            if error.code in _FORBIDDEN:
                return Protection.LOCKED
            raise _named(error, key) from error
        return Protection.VERSIONED

    def lets_in(self, origin: str) -> bool:
        if self._public is None:
            return True
        asked = {
            "Origin": origin,
            "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "content-type",
        }
        url = self._public.get_presigned_url("PUT", self._bucket, new_key("probe/"))
        try:
            answer = urllib3.request("OPTIONS", url, headers=asked, timeout=self._patience, retries=False)
        except _FAILURES as error:
            raise _named(error, url) from error
        allowed = answer.headers.get("Access-Control-Allow-Origin", "")
        methods = answer.headers.get("Access-Control-Allow-Methods", "")
        return answer.status < 300 and allowed in {"*", origin} and ("PUT" in methods or methods == "*")

    def upload_ticket(
        self, key: str, *, size: int, media_type: str, at: datetime, expires: timedelta, through: str
    ) -> UploadTicket:
        url = through
        if self._public:
            url = self._public.get_presigned_url(
                "PUT", self._bucket, checked(key), expires=expires, request_date=at
            )
        return UploadTicket("PUT", url, {"Content-Type": media_type}, at + expires)


def _client(settings: S3Settings, endpoint: str) -> Minio:
    # The client's own pool waits for minutes and retries five times; a person is waiting for this one.
    pool = urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=settings.connect_timeout, read=settings.read_timeout),
        retries=urllib3.Retry(total=1, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        maxsize=10,
    )
    scheme, _, host = endpoint.rpartition("://")
    return Minio(
        endpoint=host,
        access_key=settings.access_key,
        secret_key=settings.secret_key,
        region=settings.region,  # without it, signing asks the server first
        secure=scheme != "http" if scheme else settings.secure,
        http_client=pool,
    )


def _named(error: Exception, key: str) -> Exception:
    """Our name for what the client raised."""
    text = str(error)
    code = getattr(error, "code", None) if isinstance(error, S3Error) else None
    status = getattr(error, "_code", None) if isinstance(error, InvalidResponseError) else None
    if isinstance(error, ServerError):
        status = error.status_code
    # Some servers answer with a content type the client does not expect: only status and text are left.
    if code in _MISSING or (status == 404 and "NoSuchBucket" not in text):
        return ObjectMissing(key)
    if code in _FULL or status == 507:
        return StoreFull(text)
    return StoreUnavailable(text)


class _Source:
    """A stream that remembers whether the failure was its own."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size
        self.failure: Exception | None = None

    def read(self, size: int) -> bytes:
        try:
            chunk = self._stream.read(size)
        except OSError as error:
            self.failure = error
            raise
        if not chunk and self._left:
            raise IncompleteStream(f"{self._left} bytes missing")
        self._left -= len(chunk)
        return chunk


class _Download(io.RawIOBase):
    """An answer of the store as a file, with its failures under our names."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        super().__init__()
        self._response = response

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._response.read(len(buffer))
        except _FAILURES as error:
            raise StoreUnavailable(str(error)) from error
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._response.close()
        self._response.release_conn()
        super().close()
