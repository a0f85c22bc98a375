"""The same with a MinIO server, where one can be had (tests/journeys/conftest.py)."""

from collections.abc import Callable
from typing import Any

import pytest

from storage import store
from tests.journeys.straight import FILES, arrived, bodies, opened, seen_again, submission
from tests.storage.minio import MinioServer, minio_server

__all__ = ["bodies", "minio_server", "opened", "submission"]
pytestmark = [pytest.mark.browser, pytest.mark.s3]


def test_the_same_with_a_minio_server(
    opened: Callable[..., Any], bodies: list[int], minio_server: MinioServer, settings: Any
) -> None:
    settings.OBJECT_STORE = {**minio_server.settings, "public_endpoint": minio_server.endpoint}
    store().prepare()
    with opened() as vendor:
        vendor.page.locator("guide-many input[type=file]").set_input_files(FILES)
        arrived(vendor)
        seen_again(opened)
    assert max(bodies) < 20_000
