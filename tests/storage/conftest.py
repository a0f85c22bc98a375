"""The stores that the contract is held against."""

from pathlib import Path

import pytest
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.objectlockconfig import DAYS, ObjectLockConfig

from storage import Store
from storage.local import LocalStore
from storage.s3 import S3Settings, S3Store
from tests.storage.minio import ACCESS_KEY, SECRET_KEY, MinioServer, minio_binary, minio_server
from tests.storage.rclone import S3Server, s3_server

__all__ = ["minio_server", "s3_server"]

# A MinIO server cannot be had everywhere, and nothing else locks objects: what needs one is left out without one.
collect_ignore = [] if minio_binary() else ["test_protection_on_minio.py"]
_ON_MINIO = ["minio", "minio, locked"] if minio_binary() else []
LOCKED = "locked"


@pytest.fixture
def s3_store(s3_server: S3Server) -> S3Store:
    return S3Store(S3Settings(**s3_server.settings))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def locked_bucket(minio_server: MinioServer) -> str:
    """A bucket that keeps every object for a day, whoever asks to delete it."""
    client = Minio(minio_server.endpoint, ACCESS_KEY, SECRET_KEY, secure=False)
    client.make_bucket(LOCKED, object_lock=True)
    client.set_object_lock_config(LOCKED, ObjectLockConfig(COMPLIANCE, 1, DAYS))
    return LOCKED


@pytest.fixture(
    params=["local", *(pytest.param(kind, marks=pytest.mark.s3) for kind in ("rclone", *_ON_MINIO))]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "local":
        return LocalStore(tmp_path / "objects")
    if request.param == "rclone":
        found: S3Store = request.getfixturevalue("s3_store")
        return found
    settings = dict(request.getfixturevalue("minio_server").settings)
    if request.param == "minio, locked":
        settings["bucket"] = request.getfixturevalue("locked_bucket")
    found = S3Store(S3Settings(**settings))
    found.prepare()
    return found
