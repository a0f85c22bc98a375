"""Bytes under a key: local files by default, an S3-compatible store by setting. Knows no document."""

from storage.contract import (
    IncompleteStream,
    InvalidKey,
    ObjectExists,
    ObjectMissing,
    Protection,
    Store,
    StoredObject,
    StoreFull,
    StoreUnavailable,
    UploadTicket,
)
from storage.keys import new_key
from storage.selection import InvalidStoreSettings, kept_aside, store

__all__ = [
    "IncompleteStream",
    "InvalidKey",
    "InvalidStoreSettings",
    "ObjectExists",
    "ObjectMissing",
    "Protection",
    "Store",
    "StoreFull",
    "StoreUnavailable",
    "StoredObject",
    "UploadTicket",
    "kept_aside",
    "new_key",
    "store",
]
