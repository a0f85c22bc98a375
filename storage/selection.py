"""The store that the settings name."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from storage.contract import Store
from storage.local import LocalStore


class InvalidStoreSettings(ImproperlyConfigured):
    """``OBJECT_STORE`` lacks something, or says something that no store understands."""


def store() -> Store:
    """The store of ``settings.OBJECT_STORE``; files under ``VAR_DIR/objects`` where it is absent or empty."""
    chosen: dict[str, Any] = getattr(settings, "OBJECT_STORE", None) or {}
    if chosen.get("endpoint"):
        return _s3(tuple(sorted(chosen.items())))
    return LocalStore(Path(chosen.get("folder") or Path(settings.VAR_DIR) / "objects"))


@lru_cache(maxsize=4)
def _s3(chosen: tuple[tuple[str, Any], ...]) -> Store:
    """One client, and so one pool of connections, for one set of settings."""
    # Loaded only where it is used: the client costs a tenth of a second at every start.
    from storage.s3 import S3Settings, S3Store

    try:
        return S3Store(S3Settings(**dict(chosen)))
    except (TypeError, ValueError) as error:
        raise InvalidStoreSettings(f"OBJECT_STORE: {error}") from error
