"""What only a store on the network can get wrong, on a real S3 server."""

import io
import socket
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import urllib3

from storage import StoreUnavailable, new_key
from storage.s3 import S3Settings, S3Store
from tests.storage.rclone import S3Server

pytestmark = pytest.mark.s3


def _store(server: S3Server, **changes: object) -> S3Store:
    return S3Store(S3Settings(**{**server.settings, **changes}))  # type: ignore[arg-type]


def _dead_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def _ticket(store: S3Store, key: str, at: datetime) -> str:
    ticket = store.upload_ticket(
        key, size=5, media_type="image/png", at=at, expires=timedelta(minutes=5), through="/put/"
    )
    return ticket.url


def test_a_browser_sends_bytes_straight_to_the_store(s3_server: S3Server) -> None:
    store, key = _store(s3_server, public_endpoint=s3_server.endpoint), new_key("incoming/")
    url = _ticket(store, key, datetime.now(UTC))
    assert store.is_direct
    assert urllib3.request("PUT", url, body=b"photo").status == 200
    assert store.open(key).read() == b"photo"


def test_a_ticket_for_another_key_is_refused_by_the_server(s3_server: S3Server) -> None:
    store, key, other = _store(s3_server, public_endpoint=s3_server.endpoint), new_key(), new_key()
    url = _ticket(store, key, datetime.now(UTC)).replace(key, other)
    assert urllib3.request("PUT", url, body=b"photo").status == 403
    assert store.stat(other) is None


def test_an_old_ticket_is_refused_by_the_server(s3_server: S3Server) -> None:
    store, key = _store(s3_server, public_endpoint=s3_server.endpoint), new_key()
    url = _ticket(store, key, datetime.now(UTC) - timedelta(hours=1))
    assert urllib3.request("PUT", url, body=b"photo").status in {400, 403}
    assert store.stat(key) is None


def test_signing_a_ticket_needs_no_network(s3_server: S3Server) -> None:
    store = _store(s3_server, endpoint=_dead_port(), public_endpoint="files.example.test")
    began = time.monotonic()
    url = _ticket(store, new_key(), datetime.now(UTC))
    assert urlsplit(url).netloc == "files.example.test"
    assert time.monotonic() - began < 0.5


def test_a_store_that_is_away_says_so_within_seconds(s3_server: S3Server) -> None:
    store = _store(s3_server, endpoint=_dead_port())
    began = time.monotonic()
    for call in (store.stat, store.open, store.delete, lambda key: list(store.list(key))):
        with pytest.raises(StoreUnavailable):
            call("aa/bb")
    with pytest.raises(StoreUnavailable):
        store.put("aa/bb", io.BytesIO(b"x"), 1)
    assert time.monotonic() - began < 10


def test_a_wrong_secret_is_not_a_missing_object(s3_server: S3Server) -> None:
    store = _store(s3_server, secret_key="wrong")
    with pytest.raises(StoreUnavailable):
        store.open(new_key())
    with pytest.raises(StoreUnavailable):
        store.stat(new_key())


def test_a_missing_bucket_is_not_a_missing_object(s3_server: S3Server) -> None:
    store = _store(s3_server, bucket="no-such-bucket")
    with pytest.raises(StoreUnavailable):
        store.open(new_key())


def test_a_bucket_is_made_once(s3_server: S3Server) -> None:
    store = _store(s3_server, bucket="made-by-test")
    store.prepare()
    store.prepare()
    key = new_key()
    store.put(key, io.BytesIO(b"x"), 1)
    assert store.stat(key) == 1


def test_a_server_that_falls_silent_while_reading_is_away(s3_server: S3Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = _store(s3_server, endpoint=f"127.0.0.1:{silent.getsockname()[1]}", read_timeout=0.3)
        with pytest.raises(StoreUnavailable):
            store.stat("aa/bb")
