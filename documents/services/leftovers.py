"""Bytes that no version needs: what a browser sent where it could send again, and what was refused."""

import logging
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from django.db import transaction

from storage import StoreUnavailable, new_key, store

INCOMING = "incoming/"
_BATCH = 400  # SQLite takes a thousand parameters in a statement
Item = TypeVar("Item")
_log = logging.getLogger(__name__)


def incoming_key() -> str:
    """A key for bytes that are still to come: apart from what was checked where browsers write to the store."""
    return new_key(INCOMING if store().is_direct else "")


def discard(key: str) -> None:
    """Delete the object once the transaction is committed. A failure is logged; the sweep tries again."""
    transaction.on_commit(partial(delete_quietly, key), robust=True)


def delete_quietly(key: str) -> bool:
    try:
        store().delete(key)
    except StoreUnavailable:
        _log.warning("could not delete %s; the sweep will", key, exc_info=True)
        return False
    return True


def in_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Lists of as many as one statement may ask for."""
    remaining = iter(items)
    while batch := list(islice(remaining, _BATCH)):
        yield batch
