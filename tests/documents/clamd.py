"""A real clamd for the tests, with one signature of our own: the string that EICAR made for this."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.documents.hostile.making import EICAR

MEGABYTE = 1024 * 1024
STREAM_LIMIT = 2 * MEGABYTE


@dataclass
class Clamd:
    """A scanner on this machine that can be stopped and started again."""

    binary: str
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def socket(self) -> str:
        return str(self.folder / "clamd.sock")

    def start(self) -> None:
        self.process = subprocess.Popen(
            [self.binary, "--config-file", str(self.folder / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail("clamd did not start within twenty seconds")

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


def _configure(folder: Path, port: int) -> None:
    (folder / "own.ndb").write_text(f"Banjie.Eicar:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}\nLocalSocket {folder}/clamd.sock\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
        f"Foreground yes\nStreamMaxLength {STREAM_LIMIT}\nMaxScanSize 8M\nMaxFileSize 8M\nAlertExceedsMax yes\n"
    )


@pytest.fixture(scope="session")
def clamd() -> Iterator[Clamd]:
    binary = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if binary is None:
        give_up = pytest.fail if os.environ.get("BANJIE_REQUIRE_ALL") == "1" else pytest.skip
        give_up("clamd is not installed (clamav-daemon)")
    with tempfile.TemporaryDirectory() as name:  # short: the path of a socket has at most 107 letters
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        _configure(Path(name), port)
        server = Clamd(binary, Path(name), port)
        server.start()
        yield server
        server.stop()
