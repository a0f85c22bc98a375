"""A database as the migrations leave it: made once, then copied for every worker and every run.

Migrating takes fifteen seconds of processor time, a copy takes none to speak of. ``python -m tests.migrated`` makes the
one of DATABASE_URL beforehand.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from config.bootstrap.places import ROOT

FOLDER = ROOT / "var" / "tests"
PACKAGES = ("casework", "processes", "documents")
LIBRARIES = ("django", "django-tasks-db", "django-viewflow", "chinesecalendar")
# What migrations import and what Django plants after them hangs on these beside the migrations themselves.
SOURCES = (
    "migrations/*.py", "models.py", "models/**/*.py", "apps.py", "guards.py", "official.py", "seeding.py",
    "declared.py", "catalogue/*",
)  # fmt: skip
KEPT = 3  # templates of other states of the tree


def create() -> str:
    """Give the test's connection a database of its own that is migrated; the name it had before."""
    before = str(connection.settings_dict["NAME"])
    sqlite = connection.vendor == "sqlite"
    if not sqlite:
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template()
    name = connection.creation._create_test_db(verbosity=0, autoclobber=True, keepdb=False)  # type: ignore[attr-defined]
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    if sqlite:
        with closing(sqlite3.connect(sqlite_template())) as template:
            template.backup(connection.connection)
    return before


def sqlite_template() -> Path:
    """A file that nobody writes to."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"migrated-{fingerprint()}.sqlite3"
    with _alone("sqlite"):
        if not file.exists():
            fresh = file.with_suffix(".fresh")
            fresh.unlink(missing_ok=True)
            _migrate(f"sqlite://{fresh}")
            # A database in memory cannot be opened with the header of one that has a write-ahead log.
            with closing(sqlite3.connect(fresh)) as made:
                made.execute("PRAGMA journal_mode=DELETE")
            fresh.rename(file)
            for old in sorted(FOLDER.glob("migrated-*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-KEPT]:
                old.unlink()
    return file


def postgresql_template() -> str:
    """The name of a database on the server of the tests."""
    name = f"banjie_migrated_{fingerprint()}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _alone("postgresql"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}_fresh"')
            cursor.execute(f'CREATE DATABASE "{name}_fresh"')
            _migrate(_url(f"{name}_fresh"))
            cursor.execute(f'ALTER DATABASE "{name}_fresh" RENAME TO "{name}"')
    return name


def fingerprint() -> str:
    """Of all that the tables and what is planted in them come from."""
    digest = hashlib.sha256(" ".join(version(library) for library in LIBRARIES).encode())
    for package in PACKAGES:
        files = {
            file for wanted in SOURCES for file in (ROOT / package).glob(f"**/{wanted}") if file.is_file()
        }
        for file in sorted(file for file in files if "node_modules" not in file.parts):
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _url(name: str) -> str:
    given = connection.settings_dict
    who = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    port = f":{given['PORT']}" if given["PORT"] else ""
    return f"postgres://{who}@{quote(given['HOST'], safe='')}{port}/{name}"


def _migrate(url: str) -> None:
    """In a process of its own, on a database that nobody else has."""
    environment = {**os.environ, "DATABASE_URL": url, "BANJIE_NO_VENV": "1"}
    command = [
        sys.executable,
        str(ROOT / "manage.py"),
        "migrate",
        "--verbosity",
        "0",
        "--no-input",
        "--skip-checks",
    ]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


@contextmanager
def _alone(vendor: str) -> Iterator[None]:
    """The first one makes it, the others wait for it."""
    with (FOLDER / f"lock-{vendor}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    import django

    django.setup()
    sqlite_template() if connection.vendor == "sqlite" else postgresql_template()
