"""Small files that would be large."""

from tests.documents import files
from tests.documents.hostile import archives, papers, pictures
from tests.documents.hostile.archives import DOCUMENT, docx, plain, repeated
from tests.documents.hostile.making import (
    BROKEN,
    COMPLEX,
    LAUGHS,
    PARAGRAPH,
    PDF_BROKEN,
    PIXELS,
    TOO_LARGE,
    TORN,
    UNSAFE,
    Case,
    part,
)

BOMBS: dict[str, Case] = {
    "1 GB of picture": (lambda: docx(repeated("word/media/i.bmp", bytes(1 << 20), 1024)), "docx", TOO_LARGE),
    "1 GB that claims to be small": (
        lambda: archives.archive(
            [plain("[Content_Types].xml", files.WORD_TYPES), lying(repeated("word/a.bin", bytes(1 << 20), 1024))]
        ),
        "docx",
        TOO_LARGE | BROKEN,
    ),
    "500 MB of spaces": (lambda: archives.many(b" " * 1_000_000, 500), "docx", TOO_LARGE),
    "2 million paragraphs": (lambda: archives.many(PARAGRAPH * 1000, 2000), "docx", TOO_LARGE),
    "1.3 million paragraphs, under the size": (lambda: archives.many(PARAGRAPH * 1000, 1300), "docx", TOO_LARGE),
    "elements spread over many parts": (
        lambda: docx(*(repeated(f"word/p{n}.xml", b"<a/>" * 1000, 50, before=b"<a>", after=b"</a>") for n in range(30))),
        "docx",
        TOO_LARGE,
    ),
    "a million deep": (lambda: docx(repeated(DOCUMENT, b"<a>" * 1000, 1000)), "docx", TOO_LARGE),
    "one name of 40 MB": (lambda: docx(repeated(DOCUMENT, b"a" * 1_000_000, 40, before=b"<")), "docx", set()),
    "one attribute of 40 MB": (
        lambda: docx(repeated(DOCUMENT, b"a" * 1_000_000, 40, before=b"<a b='", after=b"'/>")), "docx", set(),
    ),
    "400,000 attributes": (
        lambda: docx(plain(DOCUMENT, "<a " + " ".join(f"a{n}=''" for n in range(400_000)) + "/>")), "docx",
        TOO_LARGE,
    ),
    "fields without end": (
        lambda: archives.many(b"<w:instrText>" + b"x" * 2000 + b"</w:instrText>", 2000), "docx", TOO_LARGE
    ),
    "laughs": (part("word/a.xml", LAUGHS), "docx", UNSAFE),
    "60,000 entries": (
        lambda: archives.crowd(60_000), "docx", TOO_LARGE
    ),
    "60,000 entries, counted as none": (
        lambda: uncounted(archives.crowd(60_000)),
        "docx", TOO_LARGE | BROKEN,
    ),
    "a gigabyte in a stream": (lambda: papers.paper({4: papers.deflated(1024)}), "pdf", COMPLEX),
    "a gigabyte whose filter lies elsewhere": (
        lambda: papers.paper({4: papers.deflated(1024, filters="5 0 R"), 5: "[/FlateDecode]"}), "pdf", COMPLEX
    ),
    "a gigabyte packed twice": (lambda: papers.paper({4: papers.deflated(1024, times=2)}), "pdf", COMPLEX),
    "packed five times": (lambda: papers.paper({4: papers.deflated(8, times=5)}), "pdf", COMPLEX),
    "90,000 objects": (lambda: papers.paper(dict.fromkeys(range(4, 90_000), "null")), "pdf", COMPLEX),
    "a tree of pages that bites its tail": (
        lambda: papers.paper({2: "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}), "pdf", PDF_BROKEN | COMPLEX
    ),
    "lists in lists in lists": (lambda: papers.paper({4: "[" * 200_000}), "pdf", PDF_BROKEN | COMPLEX),
    "a packed stream of a billion objects": (
        lambda: papers.by_stream(first="/Type /ObjStm /N 999999999 /First 9"), "pdf", PDF_BROKEN | COMPLEX
    ),
    "900 million pixels": (lambda: pictures.claimed_png((30_000, 30_000)), "png", PIXELS),
    "just too many pixels": (lambda: files.blank_picture((8000, 5001), "PNG"), "png", PIXELS),
    "a comment of 300 MB": (pictures.swollen_text, "png", TORN | PIXELS),
    "a picture drawn 3,000 times": (lambda: pictures.endless_scans(3000), "jpg", set()),
}  # fmt: skip


def lying(entry: archives.Entry) -> archives.Entry:
    return archives.Entry(entry.name, entry.packed, 1000)


def uncounted(content: bytes) -> bytes:
    """Its end record says that there are no entries, and that the directory is short."""
    at = content.rindex(b"PK\5\6")
    return content[: at + 8] + bytes(4) + content[at + 12 :]


# What only the limits end takes two seconds each: two of them show it in an ordinary run.
SLOW = set(BOMBS) - {
    "2 million paragraphs",
    "a picture drawn 3,000 times",
    "1 GB of picture",
    "a gigabyte packed twice",
}
