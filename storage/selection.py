"""The store that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from storage.contract import Store
from storage.local import LocalStore


class InvalidStoreSettings(ImproperlyConfigured):
    """``OBJECT_STORE`` lacks something, or says something that no store understands."""


_aside: ContextVar[Store | None] = ContextVar("objects_of_a_trial", default=None)


def store() -> Store:
    """The store of ``settings.OBJECT_STORE``; files under ``VAR_DIR/objects`` where it is absent or empty.

    Inside ``kept_aside`` a folder of its own.
    """
    if (aside := _aside.get()) is not None:
        return aside
    chosen: dict[str, Any] = getattr(settings, "OBJECT_STORE", None) or {}
    if chosen.get("endpoint"):
        return _s3(tuple(sorted(chosen.items())))
    return LocalStore(Path(chosen.get("folder") or Path(settings.VAR_DIR) / "objects"))


@contextmanager
def kept_aside() -> Iterator[None]:
    """Objects that this thread stores inside are gone afterwards: their rows are rolled back, and nobody would miss them."""
    if _aside.get() is not None:
        yield
        return
    with TemporaryDirectory(prefix="banjie-trial-") as folder:
        token = _aside.set(LocalStore(Path(folder)))
        try:
            yield
        finally:
            _aside.reset(token)


@lru_cache(maxsize=4)
def _s3(chosen: tuple[tuple[str, Any], ...]) -> Store:
    """One client, and so one pool of connections, for one set of settings."""
    # Loaded only where it is used: the client costs a tenth of a second at every start.
    from storage.s3 import S3Settings, S3Store

    try:
        return S3Store(S3Settings(**dict(chosen)))
    except (TypeError, ValueError) as error:
        raise InvalidStoreSettings(f"OBJECT_STORE: {error}") from error
