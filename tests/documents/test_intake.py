"""Which files are taken, and in which words others are refused; ``hostile/`` has all that is refused."""

import tempfile
from collections.abc import Callable

import pytest

from documents.intake.inspection import Verdict, inspect
from documents.intake.refusal import Reason
from documents.intake.sentences import CHECK_FAILED, SENTENCES
from documents.kinds import MEDIA_TYPES
from tests.documents import files
from tests.documents.hostile.weighing import weigh


def judge(content: bytes, extension: str) -> Verdict:
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        return inspect(stream, extension=extension)


ACCEPTED: list[tuple[Callable[[], bytes], str, str]] = [
    (files.photo, "jpg", "image/jpeg"),
    (files.phone_photo, "jpeg", "image/jpeg"),
    (lambda: files.photo(kind="PNG"), "png", "image/png"),
    (lambda: files.photo(kind="WEBP"), "webp", "image/webp"),
    (lambda: files.photo(kind="PNG"), "jpg", "image/png"),
    (files.pdf, "pdf", "application/pdf"),
    (files.word, "docx", MEDIA_TYPES["docx"]),
    (files.excel, "xlsx", MEDIA_TYPES["xlsx"]),
    (lambda: files.word_with_relationship("hyperlink", "https://example.org/"), "docx", MEDIA_TYPES["docx"]),
]

REFUSED: dict[str, tuple[Callable[[], bytes], str, Reason]] = {
    "gif named png": (lambda: files.photo(kind="GIF"), "png", Reason.NOT_IMAGE),
    "pdf with script": (files.pdf_with_script, "pdf", Reason.PDF_ACTIVE),
    "locked pdf": (files.locked_pdf, "pdf", Reason.PDF_ENCRYPTED),
    "macros renamed": (files.word_with_macros, "docx", Reason.OFFICE_MACROS),
}


@pytest.mark.parametrize(("make", "extension", "media_type"), ACCEPTED)
def test_honest_files_are_taken_for_what_their_bytes_show(
    make: Callable[[], bytes], extension: str, media_type: str
) -> None:
    assert judge(make(), extension) == Verdict(media_type=media_type)


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_file_gets_its_sentence(case: str) -> None:
    make, extension, reason = REFUSED[case]
    assert judge(make(), extension) == Verdict(refusal=SENTENCES[reason])


def test_every_reason_has_a_sentence_that_says_how_to_mend_it() -> None:
    assert set(SENTENCES) == set(Reason)
    for sentence in [*SENTENCES.values(), CHECK_FAILED]:
        assert "请" in sentence
        assert sentence.endswith("。")
        assert len(sentence) <= 100


def test_a_phone_photo_costs_less_than_half_a_second_of_computing() -> None:
    found = weigh(files.photo((4000, 3000)), "jpg")
    assert found.said == "image/jpeg"
    assert found.seconds < 0.5


@pytest.mark.parametrize("extension", ["exe", "", "svg", "doc"])
def test_an_extension_that_nobody_checks_is_refused(extension: str) -> None:
    assert judge(b"anything", extension).refusal == CHECK_FAILED
