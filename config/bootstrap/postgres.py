"""A PostgreSQL server for the tests: one that is given, or a temporary one on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_FOLDERS = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
# The data lives as long as the tests: nothing need reach the disk.
_SETTINGS = ("listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ServerFailed(Exception):
    """The temporary server could not be made; the message is what it said."""


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl of the newest PostgreSQL here, or None."""
    found = [path for folder in _FOLDERS for path in Path(folder).glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: _version(path.parent.parent.name)).parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str | None]:
    """Yield a DATABASE_URL, or None where there is no PostgreSQL. Raises ServerFailed."""
    given = os.environ.get("BANJIE_TEST_POSTGRES")
    if given:
        yield given
        return
    with own_server() as own:
        yield own.url if own else None


@dataclass(frozen=True)
class Server:
    """A temporary server on a socket of its own, which can be stopped and started again."""

    tools: Path
    folder: Path

    @property
    def url(self) -> str:
        return f"postgres://banjie@{quote(str(self.folder), safe='')}/banjie"

    def start(self) -> None:
        """Wait until it answers. Raises ServerFailed."""
        options = " ".join([f"-k {self.folder}", *(f"-c {setting}" for setting in _SETTINGS)])
        data = self.folder / "data"
        _call(self.tools / "pg_ctl", "-D", data, "-l", self.folder / "log", "-o", options, "-w", "start")

    def stop(self) -> None:
        """At once, as a power cut does."""
        _call(self.tools / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop", check=False)


@contextmanager
def own_server() -> Iterator[Server | None]:
    """A running server of nobody else's, or None where there is no PostgreSQL. Raises ServerFailed."""
    tools = binaries()
    if tools is None:
        yield None
        return
    # A short path in lower case: sockets allow 103 bytes, and the host of a URL has no upper case.
    server = Server(tools, Path(tempfile.mkdtemp(prefix="banjie-pg-", dir="/tmp")))
    try:
        _make(tools, server.folder)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def create_database(url: str) -> None:
    """Make the database of ``url``, which the tests otherwise derive from."""
    import psycopg

    parts = urlsplit(url)
    host, user = unquote(parts.hostname or ""), parts.username
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{parts.path.lstrip("/")}"')


def _make(tools: Path, folder: Path) -> None:
    if _user():
        shutil.chown(folder, _user())
    _call(
        tools / "initdb",
        "-D",
        folder / "data",
        "-A",
        "trust",
        "-U",
        "banjie",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    )


def _call(*command: object, check: bool = True) -> None:
    # pg_ctl leaves the server behind with our pipes, so what it says goes to a file.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [str(part) for part in command],
            stdout=said,
            stderr=said,
            check=False,
            cwd="/",
            user=_user() or None,
        )
        said.seek(0)
        if check and done.returncode:
            raise ServerFailed(said.read()[-1000:])


def _user() -> str:
    """PostgreSQL refuses to run as root; then it runs as a user without rights."""
    if os.geteuid() != 0:
        return ""
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.removeprefix("postgresql@").split(".") if part.isdecimal())
