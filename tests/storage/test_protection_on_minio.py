"""Versioning and object lock on a real server, proven by trying to delete."""

import io

import pytest
from minio import Minio
from minio.error import S3Error
from minio.versioningconfig import ENABLED, VersioningConfig

from storage import ObjectMissing, Protection, new_key
from storage.s3 import S3Settings, S3Store
from tests.storage.minio import ACCESS_KEY, SECRET_KEY, MinioServer

pytestmark = pytest.mark.s3


@pytest.fixture
def client(minio_server: MinioServer) -> Minio:
    return Minio(minio_server.endpoint, ACCESS_KEY, SECRET_KEY, secure=False)


def store_of(server: MinioServer, bucket: str) -> S3Store:
    found = S3Store(S3Settings(**{**server.settings, "bucket": bucket}))  # type: ignore[arg-type]
    found.prepare()
    return found


def kept_after_deletion(store: S3Store, client: Minio, bucket: str) -> tuple[str, str]:
    """Key and version of an object that the application has put and deleted."""
    key = new_key()
    store.put(key, io.BytesIO(b"filed"), 5)
    store.delete(key)
    with pytest.raises(ObjectMissing):
        store.open(key)
    versions = list(client.list_objects(bucket, prefix=key, include_version=True))
    (version,) = (found.version_id for found in versions if not found.is_delete_marker)
    return key, version


def test_without_versions_what_is_deleted_is_gone(minio_server: MinioServer) -> None:
    assert store_of(minio_server, "plain").prove_protection() == Protection.NONE


def test_with_versions_what_is_deleted_is_found_again(minio_server: MinioServer, client: Minio) -> None:
    store = store_of(minio_server, "versioned")
    client.set_bucket_versioning("versioned", VersioningConfig(ENABLED))
    assert store.prove_protection() == Protection.VERSIONED
    key, version = kept_after_deletion(store, client, "versioned")
    assert client.get_object("versioned", key, version_id=version).read() == b"filed"
    client.remove_object("versioned", key, version_id=version)
    assert not [one for one in client.list_objects("versioned", prefix=key, include_version=True) if one.size]


def test_under_a_lock_nobody_deletes_before_its_time(
    minio_server: MinioServer, client: Minio, locked_bucket: str
) -> None:
    store = store_of(minio_server, locked_bucket)
    assert store.prove_protection() == Protection.LOCKED
    key, version = kept_after_deletion(store, client, locked_bucket)
    with pytest.raises(S3Error):  # with the keys of the server's owner
        client.remove_object(locked_bucket, key, version_id=version)
    assert client.get_object(locked_bucket, key, version_id=version).read() == b"filed"


def test_a_hidden_probe_is_listed_by_nobody(minio_server: MinioServer, locked_bucket: str) -> None:
    store = store_of(minio_server, locked_bucket)
    store.prove_protection()
    assert not list(store.list("probe/"))
