"""The demonstration as people meet it: `manage.py demo` in a process of its own, put back before every journey."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from config.bootstrap.places import ROOT

STARTING = 300  # seconds: the viewer may have to be built first, and the machine may be busy


class NotStarted(Exception):
    """The demonstration ended, or did not answer in time; the message is what it printed."""


class District:
    """A running demonstration with its own database and files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "banjie.sqlite3"
        self.objects = folder / "objects"
        self.kept = folder / "kept.sqlite3"
        self.printed = folder / "printed.txt"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self, loaded: Path) -> None:
        """Serve; returns when the login page answers. Raises NotStarted.

        Loading takes more than a minute of processor time: it is done once into ``loaded``, which everybody copies.
        """
        loaded.mkdir(exist_ok=True)
        with (loaded / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (loaded / "kept.sqlite3").exists():
                self._serve()
                shutil.copytree(self.objects, loaded / "objects")
                self._copy(self.database, loaded / "kept.sqlite3")
                shutil.copy(loaded / "kept.sqlite3", self.kept)
                return
        shutil.copytree(loaded / "objects", self.objects)
        for copy in (self.kept, self.database):
            shutil.copy(loaded / "kept.sqlite3", copy)
        self._serve()

    def _serve(self) -> None:
        with self.printed.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(self.port)],
                cwd=ROOT,
                env=environment(self.folder),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    def put_back(self) -> None:
        """As it was after loading."""
        self._copy(self.kept, self.database)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def end_sessions(self) -> None:
        """Everybody has to log in again."""
        with closing(sqlite3.connect(self.database, timeout=20)) as live, live:
            live.execute("DELETE FROM django_session")

    @contextmanager
    def without_store(self) -> Iterator[None]:
        """The place of the files cannot be written or read, as when a disk is not mounted."""
        aside = self.objects.with_name("objects-aside")
        self.objects.rename(aside)
        self.objects.touch()
        try:
            yield
        finally:
            self.objects.unlink()
            aside.rename(self.objects)

    def _wait(self) -> None:
        ends = time.monotonic() + STARTING
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/login/", timeout=5):  # noqa: S310  our own address
                    return
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise NotStarted(self.printed.read_text(errors="replace"))

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with (
            closing(sqlite3.connect(source, timeout=20)) as kept,
            closing(sqlite3.connect(target, timeout=20)) as live,
        ):
            kept.backup(live)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    """Ours without the stores that the tests themselves may run on."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith("BANJIE_S3_")
    }
    return plain | {"BANJIE_VAR": str(folder), "BANJIE_NO_VENV": "1", "PYTHONUNBUFFERED": "1"}
