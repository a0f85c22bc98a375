"""The stores that the contract is held against."""

from pathlib import Path

import pytest

from storage import Store
from storage.local import LocalStore
from storage.s3 import S3Settings, S3Store
from tests.storage.rclone import S3Server, s3_server

__all__ = ["s3_server"]


@pytest.fixture
def s3_store(s3_server: S3Server) -> S3Store:
    return S3Store(S3Settings(**s3_server.settings))  # type: ignore[arg-type]


@pytest.fixture(params=["local", pytest.param("s3", marks=pytest.mark.s3)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "local":
        return LocalStore(tmp_path / "objects")
    found: S3Store = request.getfixturevalue("s3_store")
    return found
