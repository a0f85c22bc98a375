"""A real MinIO server for the tests, where one is on the PATH or ``go install`` has built it."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import urllib3

ACCESS_KEY, SECRET_KEY, BUCKET = "banjie-tests", "banjie-tests-secret", "banjie"


def minio_binary() -> str | None:
    go = os.environ.get("GOPATH") or str(Path.home() / "go")
    return shutil.which("minio") or shutil.which("minio", path=f"{go}/bin")


@dataclass
class MinioServer:
    endpoint: str

    @property
    def settings(self) -> dict[str, object]:
        return {
            "endpoint": self.endpoint,
            "access_key": ACCESS_KEY,
            "secret_key": SECRET_KEY,
            "bucket": BUCKET,
            "secure": False,
        }


@pytest.fixture(scope="session")
def minio_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MinioServer]:
    binary = minio_binary()
    assert binary
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        endpoint = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [binary, "server", "--quiet", "--address", endpoint, str(tmp_path_factory.mktemp("minio"))],
        env={
            **os.environ,
            "MINIO_ROOT_USER": ACCESS_KEY,
            "MINIO_ROOT_PASSWORD": SECRET_KEY,
            "MINIO_BROWSER": "off",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # It is alive before it is ready: until then it answers every request with 503.
        _wait(f"http://{endpoint}/minio/health/cluster")
        yield MinioServer(endpoint)
    finally:
        process.kill()
        process.wait()


def _wait(address: str) -> None:
    for _ in range(200):
        with contextlib.suppress(urllib3.exceptions.HTTPError):
            if urllib3.request("GET", address, retries=False).status == 200:
                return
        time.sleep(0.1)
    pytest.fail("MinIO did not start within twenty seconds")
