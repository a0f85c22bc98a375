"""Bytes that no version needs: what a browser sent where it could send again, and what was refused."""

import logging
from functools import partial

from django.db import transaction

from storage import StoreUnavailable, store

INCOMING = "incoming/"
_log = logging.getLogger(__name__)


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
