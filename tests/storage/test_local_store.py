"""What only files on this machine can get wrong."""

import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest

from storage import IncompleteStream, ObjectExists, StoreFull, StoreUnavailable, new_key
from storage.local import LocalStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "objects"


def test_keys_are_spread_over_two_levels_of_folders(folder: Path) -> None:
    key = new_key()
    LocalStore(folder).put(key, io.BytesIO(b"x"), 1)
    first, second, name = key.split("/")
    assert name.startswith(first + second)
    assert (folder / first / second / name).is_file()


def test_an_unfinished_file_of_a_killed_process_is_not_listed(folder: Path) -> None:
    store = LocalStore(folder)
    store.put("aa/bb/whole", io.BytesIO(b"x"), 1)
    (folder / "aa/bb/.part-killed").write_bytes(b"half")
    assert [found.key for found in store.list()] == ["aa/bb/whole"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_file_is_there_or_not_with_and_without_files_that_have_no_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")
    store = LocalStore(folder)
    store.put("aa/x", io.BytesIO(b"whole"), 5)
    with pytest.raises(ObjectExists):
        store.put("aa/x", io.BytesIO(b"other"), 5)
    with pytest.raises(IncompleteStream):
        store.put("aa/y", io.BytesIO(b"half"), 5)
    assert store.open("aa/x").read() == b"whole"
    assert [path.name for path in (folder / "aa").iterdir()] == ["x"]


def test_of_many_writers_to_one_key_exactly_one_wins(folder: Path) -> None:
    store, start, won = LocalStore(folder), Barrier(8), []

    def write(number: int) -> None:
        start.wait()
        try:
            store.put("aa/bb/contested", io.BytesIO(bytes([number]) * 1000), 1000)
        except ObjectExists:
            return
        won.append(number)

    writers = [Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(won) == 1
    assert store.open("aa/bb/contested").read() == bytes(won) * 1000
    assert [path.name for path in (folder / "aa/bb").iterdir()] == ["contested"]


def test_a_full_disk_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFull):
        LocalStore(folder).put("aa/full", io.BytesIO(b"x"), 1)
    assert not list(folder.rglob("*.part-*"))


def test_a_folder_that_cannot_be_made_is_a_store_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("a file where the folder should be")
    store = LocalStore(tmp_path / "in-the-way" / "objects")
    with pytest.raises(StoreUnavailable):
        store.put("aa/x", io.BytesIO(b"x"), 1)


def test_an_empty_store_lists_nothing(folder: Path) -> None:
    empty: Iterator[object] = LocalStore(folder).list()
    assert list(empty) == []
