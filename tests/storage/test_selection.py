"""Which store the settings name."""

import io
from pathlib import Path

import pytest
from pytest_django import Settings

from storage import InvalidStoreSettings, kept_aside, new_key, store
from storage.local import LocalStore
from storage.s3 import S3Store

S3 = {"endpoint": "127.0.0.1:9", "access_key": "a", "secret_key": "b", "bucket": "banjie", "secure": False}


def test_files_under_the_var_folder_are_the_default(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR, settings.OBJECT_STORE = tmp_path, {"endpoint": ""}
    found = store()
    assert isinstance(found, LocalStore)
    assert found.root == tmp_path / "objects"


def test_an_endpoint_chooses_the_s3_store_and_one_client_serves_all(settings: Settings) -> None:
    settings.OBJECT_STORE = S3
    assert isinstance(store(), S3Store)
    assert store() is store()


@pytest.mark.parametrize("wrong", [{"bucket": None, "colour": "red"}, {"endpoint": "http://a/b/c"}])
def test_settings_that_no_store_understands_are_named(settings: Settings, wrong: dict[str, str]) -> None:
    settings.OBJECT_STORE = {**S3, **wrong}
    with pytest.raises(InvalidStoreSettings, match="OBJECT_STORE"):
        store()


def test_what_a_trial_stores_is_found_inside_and_gone_afterwards(settings: Settings, tmp_path: Path) -> None:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    key = new_key()
    with kept_aside():
        store().put(key, io.BytesIO(b"paper"), 5)
        with kept_aside():
            assert store().stat(key) == 5
        assert store().open(key).read() == b"paper"
    assert store().stat(key) is None
    assert list(tmp_path.iterdir()) == []
