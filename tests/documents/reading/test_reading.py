"""Reading stored files for proposals: what has text is read, what has none or is broken proposes nothing."""

import io
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from documents.letters.pdf import soffice, to_pdf
from documents.models import DocumentVersion
from documents.reading import Proposal, propose, read_proposals
from documents.reading.proposing import text_of
from documents.services import complete_upload, store_bytes, withdraw
from tests.documents import files
from tests.documents.conftest import AT, Announce
from tests.documents.hostile import archives, papers
from tests.documents.hostile.test_mutations import spoiled
from tests.documents.hostile.weighing import MEGABYTE, weigh
from tests.documents.reading.papers import LICENCE, POLICY, pdf, word

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
File = Callable[[str, bytes], DocumentVersion]


@pytest.fixture
def file(announce: Announce) -> File:
    def _file(name: str, content: bytes) -> DocumentVersion:
        version = complete_upload(version=announce(name, content), at=AT)
        assert version.is_available, version.refusal
        return version

    return _file


@pytest.mark.parametrize("module", ["documents.intake.check", "documents.extraction.extract"])
def test_the_children_load_no_framework(module: str) -> None:
    code = f"import sys, {module}; print([m for m in sys.modules if m.startswith('django')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def facts(proposals: list[Proposal]) -> set[tuple[str, str]]:
    return {(proposal.fact, proposal.value) for proposal in proposals}


@pytest.mark.parametrize("text", [LICENCE, POLICY])
@pytest.mark.parametrize(("make", "name"), [(word, "a.docx"), (pdf, "a.pdf")])
def test_a_file_says_what_its_text_says(
    file: File, text: str, make: Callable[[str], bytes], name: str
) -> None:
    found = propose(file(name, make(text)))
    assert facts(found) == facts(read_proposals(text))
    assert all(proposal.excerpt for proposal in found)


@pytest.mark.office
@pytest.mark.skipif(soffice() is None, reason="LibreOffice (soffice) is not installed")
def test_a_pdf_with_the_fonts_in_it_is_read(file: File) -> None:
    found = facts(propose(file("a.pdf", to_pdf(word(POLICY)))))
    assert {
        ("valid_from", "2026-03-01"),
        ("valid_to", "2027-02-28"),
        ("number", "PZJK202611010000123456"),
    } <= found


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.jpg", files.photo),
        ("a.xlsx", files.excel),
        ("a.pdf", files.pdf),
        ("a.docx", lambda: files.word("")),
    ],
)
def test_what_has_no_text_proposes_nothing(file: File, name: str, make: Callable[[], bytes]) -> None:
    assert propose(file(name, make())) == []


def test_what_is_not_available_or_lies_in_a_store_that_is_away_proposes_nothing(
    announce: Announce, file: File, settings: Settings
) -> None:
    assert propose(announce("a.pdf", pdf(LICENCE))) == []
    assert propose(withdraw(version=file("b.pdf", pdf(LICENCE)), at=AT)) == []
    version = file("c.pdf", pdf(LICENCE))
    settings.OBJECT_STORE = {"folder": "/dev/null/nowhere"}
    assert propose(version) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n%%EOF",
        archives.many(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1000, 2000),
        papers.paper({4: papers.deflated(1024)}, page="/Contents 4 0 R"),
        papers.paper({2: "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
    ],
)
@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_a_file_that_nobody_checked_proposes_nothing_and_harms_nothing(name: str, content: bytes) -> None:
    """Bytes that changed under an available row, which the check has never seen."""
    version = store_bytes(
        holder=DocumentVersion().pk, type_code="DT-463", name=name, content=content or b" ", by=None, at=AT
    )
    assert propose(version) == []
    weighed = weigh(content, name[2:], "documents.extraction.extract")
    assert weighed.seconds <= 2.2
    assert weighed.peak <= 256 * MEGABYTE


def test_a_spoiled_file_is_read_as_far_as_it_goes() -> None:
    chance, originals = random.Random(20260424), [(pdf(POLICY), "pdf"), (word(POLICY), "docx")]  # noqa: S311
    for number in range(10):
        content, extension = originals[number % 2]
        assert set(weigh(spoiled(content, chance), extension, "documents.extraction.extract").answer) == {
            "text"
        }


def test_a_long_paper_is_read_while_there_is_time(file: File) -> None:
    began = time.monotonic()
    text = text_of(file("a.docx", word(f"{LICENCE}\n" + "一段很长的话。\n" * 3000)))
    assert LICENCE.splitlines()[2] in text
    assert time.monotonic() - began < 20
    assert len(text) <= 100_000
    assert io.StringIO(text).readline() == "营 业 执 照\n"
