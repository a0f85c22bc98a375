"""What a virus scanner finds never becomes available, and neither does anything while it is away."""

import io
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from documents import scanning
from documents.intake.sentences import INFECTED, TOO_LARGE_TO_SCAN
from documents.models import DocumentVersion
from documents.scanning import ScannerAway, scan
from documents.services import ScanPostponed, SweepReport, complete_upload, sweep
from tests.documents import files
from tests.documents.clamd import STREAM_LIMIT, Clamd, clamd
from tests.documents.conftest import AT, Announce
from tests.documents.hostile import archives
from tests.documents.hostile.making import EICAR

__all__ = ["clamd"]

State = DocumentVersion.State
LATER = AT + timedelta(hours=2)


@pytest.fixture
def scanner(clamd: Clamd, settings: Settings) -> Clamd:
    settings.CLAMD = clamd.address
    return clamd


def infected_word() -> bytes:
    return files.with_parts(files.word(), {"word/media/image1.bin": EICAR})


@pytest.mark.parametrize("make", [lambda: EICAR, infected_word, lambda: files.zipped({"a": EICAR})])
def test_the_test_virus_is_found_wherever_it_hides(scanner: Clamd, make: object) -> None:
    assert scan(io.BytesIO(make())) == INFECTED  # type: ignore[operator]


def test_a_clean_file_passes_over_either_socket(scanner: Clamd, settings: Settings) -> None:
    for address in (scanner.address, scanner.socket):
        settings.CLAMD = address
        assert scan(io.BytesIO(files.word())) == ""
        assert scan(io.BytesIO(b"x" * STREAM_LIMIT)) == ""


@pytest.mark.parametrize("size", [STREAM_LIMIT + 1, STREAM_LIMIT * 10])
def test_what_the_scanner_does_not_take_is_refused(scanner: Clamd, settings: Settings, size: int) -> None:
    for address in (scanner.address, scanner.socket):
        settings.CLAMD = address
        assert scan(io.BytesIO(b"x" * size)) == TOO_LARGE_TO_SCAN


def test_what_the_scanner_does_not_unpack_is_refused(scanner: Clamd) -> None:
    swollen = archives.archive([archives.repeated("a", bytes(range(256)) * 4096, 30)])
    assert scan(io.BytesIO(swollen)) == TOO_LARGE_TO_SCAN


@pytest.mark.persistence
def test_an_infected_upload_is_refused_and_its_bytes_go(
    scanner: Clamd,
    announce: Announce,
    objects: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        version = complete_upload(version=announce("a.docx", infected_word()), at=AT)
    assert (version.state, version.refusal) == (State.REFUSED, INFECTED)
    assert not [path for path in objects.rglob("*") if path.is_file()]
    assert complete_upload(version=announce("b.docx", files.word()), at=AT).is_available


@pytest.mark.persistence
def test_while_the_scanner_is_away_nothing_becomes_available_and_the_sweep_settles_it_afterwards(
    scanner: Clamd, announce: Announce
) -> None:
    clean, infected = announce("a.docx", files.word()), announce("b.docx", infected_word())
    scanner.stop()
    try:
        for version in (clean, infected):
            with pytest.raises(ScanPostponed, match="不用重新上传"):
                complete_upload(version=version, at=AT)
        assert sweep(at=LATER) == SweepReport(postponed=2)
        assert set(DocumentVersion.objects.values_list("state", flat=True)) == {State.PENDING}
    finally:
        scanner.start()
    assert sweep(at=LATER) == SweepReport(available=1, refused=1)


def test_a_file_that_is_refused_anyway_needs_no_scanner(
    db: None, announce: Announce, settings: Settings
) -> None:
    settings.CLAMD = "127.0.0.1:9"
    assert complete_upload(version=announce("a.jpg", b"<html>"), at=AT).state == State.REFUSED


def test_an_operator_is_told_whether_the_scanner_works(scanner: Clamd, settings: Settings) -> None:
    out = io.StringIO()
    call_command("check_scanner", stdout=out)
    assert "杀毒程序可用：ClamAV" in out.getvalue()
    for address, complaint in (("", "没有配置"), ("127.0.0.1:9", "不可用")):
        settings.CLAMD = address
        with pytest.raises(CommandError, match=complaint):
            call_command("check_scanner")
    with answering(b"stream: OK\0") as settings.CLAMD, pytest.raises(CommandError, match="没有认出"):
        call_command("check_scanner")


@contextmanager
def answering(said: bytes | None) -> Iterator[str]:
    """A server that says this whatever it hears, and hangs up; None: it says nothing and holds the line."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            if said is None:
                held.wait(5)
                return
            self.request.sendall(said)
            self.request.shutdown(socket.SHUT_WR)
            while self.request.recv(65_536):
                pass

    held = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        held.set()
        server.shutdown()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"stream: OK",
        b"stream: Eicar FOUN",
        b"stream: Can't allocate memory ERROR\0",
        b"OK\0",
        b"\0",
        b"\xff" * 9000,
    ],
)
def test_an_answer_that_is_none_lets_nothing_pass(settings: Settings, said: bytes) -> None:
    with answering(said) as settings.CLAMD, pytest.raises(ScannerAway):
        scan(io.BytesIO(files.word()))


def test_a_scanner_that_falls_silent_is_away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "ANSWER", 0.3)
    with answering(None) as settings.CLAMD, pytest.raises(ScannerAway):
        scan(io.BytesIO(files.word()))


@pytest.mark.parametrize(
    "address", ["127.0.0.1:9", "/no/such/socket", "nonsense", "localhost:port", "127.0.0.1:99999"]
)
def test_an_address_where_nobody_listens_is_a_scanner_that_is_away(settings: Settings, address: str) -> None:
    settings.CLAMD = address
    with pytest.raises(ScannerAway):
        scan(io.BytesIO(b"x"))
