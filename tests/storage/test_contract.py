"""What every store promises, held against each of them."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from storage import IncompleteStream, InvalidKey, ObjectExists, ObjectMissing, Protection, Store, new_key

CONTENT = bytes(range(256)) * 4


def _kept(store: Store, content: bytes = CONTENT, prefix: str = "") -> str:
    key = new_key(prefix)
    store.put(key, io.BytesIO(content), len(content))
    return key


def _read(store: Store, key: str, start: int = 0, length: int | None = None) -> bytes:
    with store.open(key, start=start, length=length) as stream:
        return stream.read()


@pytest.mark.parametrize("size", [1, 1024, 5 * 1024 * 1024 + 1, 12 * 1024 * 1024])
def test_what_is_put_is_read_back(store: Store, size: int) -> None:
    content = (CONTENT * (size // len(CONTENT) + 1))[:size]
    key = _kept(store, content)
    assert _read(store, key) == content
    assert store.stat(key) == size


def test_an_object_is_never_replaced(store: Store) -> None:
    key = _kept(store)
    with pytest.raises(ObjectExists):
        store.put(key, io.BytesIO(b"other"), 5)
    assert _read(store, key) == CONTENT


def test_no_more_is_read_than_announced(store: Store) -> None:
    key, stream = new_key(), io.BytesIO(CONTENT)
    store.put(key, stream, 10)
    assert _read(store, key) == CONTENT[:10]


@pytest.mark.parametrize("size", [2000, 6 * 1024 * 1024])
def test_a_stream_that_ends_early_leaves_nothing(store: Store, size: int) -> None:
    key = new_key()
    with pytest.raises(IncompleteStream):
        store.put(key, io.BytesIO(CONTENT), size)
    assert store.stat(key) is None
    assert not list(store.list(key))


def test_a_reader_that_breaks_is_not_a_store_that_is_away(store: Store) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise BrokenPipeError("the browser went away")

    key = new_key()
    with pytest.raises(BrokenPipeError):
        store.put(key, Broken(), 10)  # type: ignore[arg-type]
    assert store.stat(key) is None


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [(0, 10, CONTENT[:10]), (1000, 10, CONTENT[1000:1010]), (1020, 10, CONTENT[1020:]), (5, 0, b"")],
)
def test_a_part_is_read(store: Store, start: int, length: int, expected: bytes) -> None:
    assert _read(store, _kept(store), start, length) == expected


def test_the_rest_is_read_from_a_start(store: Store) -> None:
    assert _read(store, _kept(store), start=1000) == CONTENT[1000:]


def test_what_is_not_there_is_missing(store: Store) -> None:
    assert store.stat(new_key()) is None
    with pytest.raises(ObjectMissing):
        store.open(new_key())


def test_deleting_forgets_and_may_be_repeated(store: Store) -> None:
    key = _kept(store)
    store.delete(key)
    store.delete(key)
    assert store.stat(key) is None


def test_what_deleting_means_is_found_out_by_trying(store: Store) -> None:
    expected = Protection.LOCKED if "locked" in str(getattr(store, "_bucket", "")) else Protection.NONE
    assert store.prove_protection() == expected
    assert not list(store.list("probe/"))


def test_a_listing_gives_the_keys_under_a_prefix(store: Store) -> None:
    inside = {_kept(store, prefix="list-me/") for _ in range(5)}
    _kept(store, prefix="elsewhere/")
    found = list(store.list("list-me/"))
    assert {one.key for one in found} == inside
    assert {one.size for one in found} == {len(CONTENT)}
    assert all(abs(one.modified_at - datetime.now(UTC)) < timedelta(minutes=5) for one in found)
    assert inside <= {one.key for one in store.list()}


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../up", "a/../b", "a//b", ".hidden", "A", "a b", "文件", "a" * 201]
)
def test_a_key_that_could_lead_elsewhere_is_refused(store: Store, key: str) -> None:
    for call in (store.open, store.stat, store.delete):
        with pytest.raises(InvalidKey):
            call(key)
    with pytest.raises(InvalidKey):
        store.put(key, io.BytesIO(b"x"), 1)


def test_a_store_without_a_public_address_takes_bytes_through_ours(store: Store) -> None:
    at = datetime(2026, 4, 24, 8, 0, tzinfo=UTC)
    ticket = store.upload_ticket(
        new_key(),
        size=10,
        media_type="image/png",
        at=at,
        expires=timedelta(minutes=15),
        through="/put/?token=t",
    )
    assert not store.is_direct
    assert (ticket.method, ticket.url) == ("PUT", "/put/?token=t")
    assert ticket.expires_at == at + timedelta(minutes=15)
