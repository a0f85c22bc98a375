"""A store of files of its own for every test, and the people who upload."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from pytest_django import Settings

from documents.models import DocumentVersion
from documents.services import begin_upload, receive
from tests.documents import files
from tests.storage.rclone import s3_server

__all__ = ["s3_server"]

AT = datetime(2026, 4, 24, 8, 0, tzinfo=UTC)
Announce = Callable[..., DocumentVersion]


@pytest.fixture(autouse=True)
def objects(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "objects"
    settings.OBJECT_STORE = {"folder": str(folder)}
    return folder


@pytest.fixture
def principal(db: None) -> AbstractBaseUser:
    return get_user_model().objects.create_user("principal", password="secret")


@pytest.fixture
def holder() -> UUID:
    return uuid4()


@pytest.fixture
def announce(principal: AbstractBaseUser, holder: UUID) -> Announce:
    """Announce a file as evidence, and send its bytes unless told otherwise."""

    def _announce(name: str, content: bytes, *, send: bool = True, at: datetime = AT) -> DocumentVersion:
        version, _ = begin_upload(
            holder=holder, type_code="DT-463", name=name, size=len(content), by=principal, at=at
        )
        if send:
            receive(version=version, stream=io.BytesIO(content))
        return version

    return _announce


@pytest.fixture
def photo() -> bytes:
    return files.photo()
