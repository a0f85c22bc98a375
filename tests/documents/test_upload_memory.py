"""What is sent through the application costs the serving process the same memory whether it is large or small."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from documents.models import DocumentVersion
from documents.services import begin_upload
from documents.services.uploading import ticket_for
from storage import UploadTicket
from tests.documents.hostile import papers
from tests.storage.rclone import S3Server

MEGABYTE = 1024 * 1024
CSRF = "a" * 32
SESSION_COOKIE_NAME = configured.SESSION_COOKIE_NAME
Upload = tuple[DocumentVersion, UploadTicket]


def large_pdf(megabytes: int) -> bytes:
    return papers.paper({4: papers.stream(os.urandom(megabytes * MEGABYTE))})


def database(folder: Path) -> str:
    """PostgreSQL's as it is; SQLite's, which lives in memory, as a file of its own."""
    if connection.vendor == "postgresql":
        return str(connection.settings_dict["NAME"])
    file = folder / "served.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    return str(file)


class Server:
    def __init__(self, process: "subprocess.Popen[str]", cookies: str) -> None:
        assert process.stdin
        assert process.stdout
        self.process, self.say, self.hear = process, process.stdin, process.stdout
        self.port, self.cookies = int(self.hear.readline()), cookies

    @property
    def peak(self) -> int:
        """Bytes of memory that it ever had at once."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024

    def put(self, upload: Upload, content: bytes) -> int:
        headers = {"Cookie": self.cookies, "X-CSRFToken": CSRF, **upload[1].headers}
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("PUT", upload[1].url, body=content, headers=headers)
        status = line.getresponse().status
        line.close()
        return status

    def complete(self, upload: Upload) -> str:
        self.say.write(f"{upload[0].pk}\n")
        self.say.flush()
        return self.hear.readline().strip()


@contextmanager
def serving(name: str, store: object, cookies: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.documents.serving", name, json.dumps(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Server(process, cookies)
    finally:
        process.kill()
        process.communicate()


def announced(content: bytes, holder: UUID, by: AbstractBaseUser) -> Upload:
    """Announced as twenty megabytes, the most that is admitted, and made larger afterwards where it is."""
    size = min(len(content), 20 * MEGABYTE)
    version, _ = begin_upload(
        holder=holder, type_code="DT-463", name="a.pdf", size=size, by=by, at=timezone.now()
    )
    DocumentVersion.objects.filter(pk=version.pk).update(expected_size=len(content))
    version.refresh_from_db()
    return version, ticket_for(version, timezone.now())


@pytest.fixture(params=["local", pytest.param("s3", marks=pytest.mark.s3)])
def destination(request: pytest.FixtureRequest, settings: Settings) -> object:
    """Where the application puts what it is sent."""
    if request.param == "s3":
        server: S3Server = request.getfixturevalue("s3_server")
        settings.OBJECT_STORE = server.settings
    return settings.OBJECT_STORE


@pytest.fixture
def cookies(principal: AbstractBaseUser) -> str:
    client = Client()
    client.force_login(principal)  # type: ignore[arg-type]
    return f"csrftoken={CSRF}; {SESSION_COOKIE_NAME}={client.cookies[SESSION_COOKIE_NAME].value}"


@pytest.mark.django_db(transaction=True)
def test_three_times_the_bytes_cost_no_more_memory(
    destination: object, cookies: str, tmp_path: Path, principal: AbstractBaseUser, holder: UUID
) -> None:
    # An S3 store is sent parts of five megabytes, of which two are in memory at a time.
    contents = [large_pdf(19), large_pdf(60)]
    uploads = [announced(content, holder, principal) for content in contents]
    peaks = []
    with serving(database(tmp_path), destination, cookies) as served:
        for upload, content in zip(uploads, contents, strict=True):
            assert served.put(upload, content) == 204
            assert served.complete(upload) == "AVAILABLE"
            peaks.append(served.peak)
    assert peaks[1] - peaks[0] < 10 * MEGABYTE  # whoever held one whole would need forty more
