"""The child that reads files: it reaches nothing, it ends in time, and its end is a refusal, not an error."""

import os
import tempfile
import threading
import time
from pathlib import Path

import pytest

from documents import confined
from documents.child import CPU_SECONDS
from documents.confined import read_confined
from documents.intake.inspection import Verdict, inspect
from documents.intake.sentences import CHECK_FAILED
from documents.models import DocumentVersion
from documents.services import complete_upload
from tests.documents import files
from tests.documents.conftest import AT, Announce
from tests.documents.hostile import pictures

MISBEHAVING = "tests.documents.hostile.misbehaving"


def does(deed: str) -> dict[str, object]:
    with tempfile.TemporaryFile() as stream:
        return read_confined(MISBEHAVING, deed, stream=stream)


def test_it_opens_no_file_no_connection_no_pipe_and_no_program() -> None:
    assert does("reach_out")["tried"] == ["OSError"] * 5
    assert not Path("/tmp/written-by-a-file").exists()  # noqa: S108


def test_it_cannot_raise_its_limits_again_whoever_we_are() -> None:
    assert does("raise_limits") == {"raised": []}
    assert does("reach_out")["user"] != 0


def test_it_cannot_change_the_file_that_it_reads() -> None:
    with tempfile.TemporaryFile() as stream:
        stream.write(b"as it came")
        assert read_confined(MISBEHAVING, "write_over", stream=stream) == {"tried": "OSError"}
        stream.seek(0)
        assert stream.read() == b"as it came"


def test_it_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANJIE_SECRET_KEY", "do-not-tell")
    assert "do-not-tell" in os.environ.values()
    environment = does("reach_out")["environment"]
    assert isinstance(environment, dict)
    assert set(environment) <= {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LANG", "LC_CTYPE"}


def test_what_it_started_ends_with_it() -> None:
    left = does("leave_one_behind")["left"]
    for _ in range(100):
        if not running(left):
            return
        time.sleep(0.05)
    pytest.fail("a grandchild lives on")


def running(process: object) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    "deed", ["abort", "kill", "exit", "raise", "swallow", "flood", "nonsense", "no such deed"]
)
def test_however_it_ends_nothing_is_answered(deed: str) -> None:
    assert does(deed) == {}


def test_it_computes_for_two_seconds_and_no_longer() -> None:
    began = os.times()
    assert does("compute") == {}
    ended = os.times()
    spent = ended.children_user + ended.children_system - began.children_user - began.children_system
    assert CPU_SECONDS - 0.3 <= spent <= CPU_SECONDS + 0.5


def test_it_is_not_waited_for_when_it_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "PATIENCE", 0.5)
    began = time.monotonic()
    assert does("sleep") == {}
    assert time.monotonic() - began < 5


def test_what_it_says_is_believed_no_further_than_our_own_words() -> None:
    """A module that lies about a file: an unknown media type, and a reason that is none."""
    assert does("lie") == {"media_type": "text/html", "refused": "NOT_A_REASON"}
    assert Verdict.of({"media_type": "text/html"}) == Verdict(refusal=CHECK_FAILED)
    assert Verdict.of({"refused": "NOT_A_REASON"}) == Verdict(refusal=CHECK_FAILED)
    assert Verdict.of({"media_type": ["image/png"]}) == Verdict(refusal=CHECK_FAILED)


def test_many_uploads_at_once_are_judged_a_few_at_a_time() -> None:
    content, verdicts = files.photo((64, 48)), []

    def judge() -> None:
        with tempfile.TemporaryFile() as stream:
            stream.write(content)
            verdicts.append(inspect(stream, extension="jpg"))

    threads = [threading.Thread(target=judge) for _ in range(confined.AT_ONCE + 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == [Verdict(media_type="image/jpeg")] * len(threads)


@pytest.mark.django_db
def test_an_upload_that_ends_the_child_is_refused_and_the_next_one_is_taken(announce: Announce) -> None:
    endless, photo = pictures.endless_scans(3000), files.photo((64, 48))
    refused = complete_upload(version=announce("a.jpg", endless), at=AT)
    assert (refused.state, refused.refusal) == (DocumentVersion.State.REFUSED, CHECK_FAILED)
    assert complete_upload(version=announce("b.jpg", photo), at=AT).is_available
