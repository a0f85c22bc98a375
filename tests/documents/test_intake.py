"""Which files are taken and which are refused, each refusal with its own sentence."""

import tempfile
import time
from collections.abc import Callable

import pytest

from documents.intake.inspection import Verdict, inspect
from documents.intake.refusal import Reason
from documents.intake.sentences import CHECK_FAILED, SENTENCES
from documents.kinds import MEDIA_TYPES
from tests.documents import files

DOCTYPE = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><a>&c;</a>'
HTML = b"<html><script>alert(1)</script>%PDF-1.7</html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


def judge(content: bytes, extension: str) -> Verdict:
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        return inspect(stream, extension=extension)


def many_entries() -> bytes:
    return files.package({f"word/part{number}.bin": b"" for number in range(60_000)})


def encrypted_package() -> bytes:
    content = bytearray(files.package({"word/document.xml": b"<a/>"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


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
    "html named jpg": (lambda: HTML, "jpg", Reason.NOT_IMAGE),
    "svg named png": (lambda: SVG, "png", Reason.NOT_IMAGE),
    "gif named png": (lambda: files.photo(kind="GIF"), "png", Reason.NOT_IMAGE),
    "heic named jpg": (lambda: HEIC, "jpg", Reason.APPLE_PHOTO),
    "truncated jpg": (lambda: files.photo()[:-2000], "jpg", Reason.IMAGE_BROKEN),
    "truncated png": (lambda: files.photo(kind="PNG")[:-2000], "png", Reason.IMAGE_BROKEN),
    "too many pixels": (lambda: files.blank_picture((8000, 5001), "PNG"), "png", Reason.IMAGE_TOO_LARGE),
    "html named pdf": (lambda: HTML, "pdf", Reason.NOT_PDF),
    "pdf behind html": (lambda: HTML + files.pdf(), "pdf", Reason.NOT_PDF),
    "truncated pdf": (lambda: files.pdf(400)[:-3000], "pdf", Reason.PDF_BROKEN),
    "pdf cut to its head": (lambda: files.pdf()[:200], "pdf", Reason.PDF_BROKEN),
    "empty pdf": (lambda: b"%PDF-1.7\n%%EOF", "pdf", Reason.PDF_BROKEN),
    "locked pdf": (files.locked_pdf, "pdf", Reason.PDF_ENCRYPTED),
    "pdf with script": (files.pdf_with_script, "pdf", Reason.PDF_ACTIVE),
    "pdf that launches": (files.pdf_that_launches, "pdf", Reason.PDF_ACTIVE),
    "pdf with attachment": (files.pdf_with_attachment, "pdf", Reason.PDF_CARRIES_FILES),
    "pdf and docx named pdf": (lambda: files.pdf() + files.word(), "pdf", Reason.PDF_CARRIES_FILES),
    "pdf and docx named docx": (lambda: files.pdf() + files.word(), "docx", Reason.NOT_OFFICE),
    "exe named docx": (lambda: b"MZ" + b"\0" * 500, "docx", Reason.NOT_OFFICE),
    "plain zip named docx": (lambda: files.zipped({"a.txt": b"hello"}), "docx", Reason.NOT_OFFICE),
    "xlsx named docx": (files.excel, "docx", Reason.OFFICE_OTHER_KIND),
    "old word named docx": (lambda: OLD_WORD, "docx", Reason.OFFICE_OLD_OR_LOCKED),
    "locked entry": (encrypted_package, "docx", Reason.OFFICE_OLD_OR_LOCKED),
    "macros renamed": (files.word_with_macros, "docx", Reason.OFFICE_MACROS),
    "external template": (
        lambda: files.word_with_relationship("attachedTemplate", "http://10.0.0.1/t.dotm"),
        "docx",
        Reason.OFFICE_EXTERNAL,
    ),
    "linked picture": (
        lambda: files.word_with_relationship("image", "file:///etc/passwd"),
        "docx",
        Reason.OFFICE_EXTERNAL,
    ),
    "truncated docx": (lambda: files.word()[:-3000], "docx", Reason.OFFICE_BROKEN),
    "damaged docx": (
        lambda: files.word().replace(b"\x00\x00word", b"\xff\xffword"),
        "docx",
        Reason.OFFICE_BROKEN,
    ),
    "bomb of pixels": (lambda: files.bomb(200), "docx", Reason.OFFICE_TOO_LARGE),
    "bomb of spaces": (lambda: files.bomb(60, "word/document.xml", b" "), "docx", Reason.OFFICE_TOO_LARGE),
    "60,000 entries": (many_entries, "docx", Reason.OFFICE_TOO_LARGE),
    "entry that climbs": (lambda: files.package({"../../etc/x": b""}), "docx", Reason.OFFICE_UNSAFE_XML),
    "doctype": (lambda: files.package({"word/document.xml": DOCTYPE}), "docx", Reason.OFFICE_UNSAFE_XML),
    "doctype in utf-16": (
        lambda: files.package({"word/document.xml": DOCTYPE.encode("utf-16")}),
        "docx",
        Reason.OFFICE_UNSAFE_XML,
    ),
}


@pytest.mark.parametrize(("make", "extension", "media_type"), ACCEPTED)
def test_honest_files_are_taken_for_what_their_bytes_show(
    make: Callable[[], bytes], extension: str, media_type: str
) -> None:
    assert judge(make(), extension) == Verdict(media_type=media_type)


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_with_its_sentence(case: str) -> None:
    make, extension, reason = REFUSED[case]
    assert judge(make(), extension) == Verdict(refusal=SENTENCES[reason])


def test_every_reason_has_a_sentence_that_says_how_to_mend_it() -> None:
    assert set(SENTENCES) == set(Reason)
    for sentence in [*SENTENCES.values(), CHECK_FAILED]:
        assert "请" in sentence
        assert sentence.endswith("。")
        assert len(sentence) <= 100


def test_a_phone_photo_is_judged_in_under_half_a_second() -> None:
    content = files.photo((4000, 3000))
    judge(content, "jpg")
    began = time.monotonic()
    assert judge(content, "jpg").media_type == "image/jpeg"
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize("extension", ["exe", "", "svg", "doc"])
def test_an_extension_that_nobody_checks_is_refused(extension: str) -> None:
    assert judge(b"anything", extension).refusal == CHECK_FAILED
