"""Files that are not what they say, or two things at once, or not whole."""

from collections.abc import Callable

from documents.intake.refusal import Reason as R
from tests.documents import files
from tests.documents.hostile import archives, pictures
from tests.documents.hostile.archives import DOCUMENT, docx, plain
from tests.documents.hostile.making import (
    BROKEN,
    COMPOUND,
    EICAR,
    FILES,
    HEIC,
    HTML,
    LOCKED,
    LOCKED_OR_OLD,
    NO_IMAGE,
    NO_OFFICE,
    NOT_PDF,
    PDF_BROKEN,
    SVG,
    TORN,
    TWO,
    UNSAFE,
    Case,
)


def member(name: str) -> Callable[[], bytes]:
    return lambda: archives.archive(
        [plain("[Content_Types].xml", files.WORD_TYPES), plain(DOCUMENT, "<a/>"), plain(name, b"x")]
    )


def locked_member() -> bytes:
    content = bytearray(files.package({"word/document.xml": b"<a/>"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


STRUCTURES: dict[str, Case] = {
    "a member that climbs": (member("../../etc/x"), "docx", UNSAFE),
    "a member from the root": (member("/etc/x"), "docx", UNSAFE),
    "a member that climbs backwards": (member("..\\..\\x"), "docx", UNSAFE),
    "a member twice": (member(DOCUMENT.upper()), "docx", UNSAFE),
    "a member packed another way": (
        lambda: docx(archives.Entry("word/a.bin", b"x", 1, method=14)), "docx", UNSAFE | BROKEN
    ),
    "a locked member": (locked_member, "docx", LOCKED_OR_OLD),
    "a locked Word file": (lambda: LOCKED, "docx", LOCKED_OR_OLD),
    "a locked Excel file": (lambda: LOCKED, "xlsx", LOCKED_OR_OLD),
    "an old Word file": (lambda: COMPOUND, "docx", LOCKED_OR_OLD),
    "a locked PDF": (files.locked_pdf, "pdf", {R.PDF_ENCRYPTED}),
    "a truncated Word file": (lambda: files.word()[:-3000], "docx", BROKEN),
    "a truncated PDF": (lambda: files.pdf(400)[:-3000], "pdf", PDF_BROKEN),
    "a PDF cut to its head": (lambda: files.pdf()[:200], "pdf", PDF_BROKEN),
    "a PDF without anything": (lambda: b"%PDF-1.7\n%%EOF", "pdf", PDF_BROKEN),
    "a truncated jpg": (lambda: files.photo()[:-2000], "jpg", TORN),
    "a truncated png": (lambda: files.photo(kind="PNG")[:-2000], "png", TORN),
    "a truncated webp": (lambda: files.photo(kind="WEBP")[:-2000], "webp", TORN),
    "nothing, as docx": (lambda: b"", "docx", NO_OFFICE),
    "nothing, as pdf": (lambda: b"", "pdf", NOT_PDF),
    "nothing, as jpg": (lambda: b"", "jpg", NO_IMAGE),
    "a plain zip": (lambda: files.zipped({"a.txt": b"hello"}), "docx", NO_OFFICE),
    "an empty zip": (lambda: files.zipped({}), "xlsx", NO_OFFICE),
    "a package without its document": (lambda: files.package({"word/a.xml": b"<a/>"}), "docx", BROKEN),
    "a document that is no XML": (lambda: docx(plain(DOCUMENT, "hello")), "docx", BROKEN),
    "an Excel file as docx": (files.excel, "docx", {R.OFFICE_OTHER_KIND}),
    "a Word file as xlsx": (files.word, "xlsx", {R.OFFICE_OTHER_KIND}),
    "a program as docx": (lambda: b"MZ" + bytes(500), "docx", NO_OFFICE),
    "a page as jpg": (lambda: HTML, "jpg", NO_IMAGE),
    "a drawing with a script as png": (lambda: SVG, "png", NO_IMAGE),
    "a gif as png": (lambda: files.photo(kind="GIF"), "png", NO_IMAGE),
    "a bmp as jpg": (lambda: files.photo(kind="BMP"), "jpg", NO_IMAGE),
    "a photo of an iPhone as jpg": (lambda: HEIC, "jpg", {R.APPLE_PHOTO}),
    "a page as pdf": (lambda: HTML, "pdf", NOT_PDF),
    "the EICAR file as pdf": (lambda: EICAR, "pdf", NOT_PDF),
    "the EICAR file as docx": (lambda: EICAR, "docx", NO_OFFICE),
    "the EICAR file as png": (lambda: EICAR, "png", NO_IMAGE),
    "a page before a PDF": (lambda: HTML + files.pdf(), "pdf", NOT_PDF),
    "a PDF before a Word file, as pdf": (lambda: files.pdf() + files.word(), "pdf", FILES),
    "a PDF before a Word file, as docx": (lambda: files.pdf() + files.word(), "docx", NO_OFFICE),
    "a PDF in the first part of a Word file": (
        lambda: archives.archive(
            [archives.Entry("a", files.pdf(), len(files.pdf()), method=0), plain("[Content_Types].xml", files.WORD_TYPES)]
        ),
        "docx", UNSAFE,
    ),
    "a photo before an archive": (lambda: files.photo() + files.zipped({"a.exe": b"MZ"}), "jpg", TWO),
    "a picture with a PDF in its comment": (
        lambda: pictures.png((16, 16), chunks=(pictures.chunk(b"tEXt", b"a\0%PDF-1.7"),)), "png", TWO
    ),
}  # fmt: skip
