"""Files that look like the hostile ones and are not."""

from collections.abc import Callable

from tests.documents import files
from tests.documents.hostile import papers, pictures
from tests.documents.hostile.making import COMPOUND, field, part, related, sheet

# Odd, but nothing that harms: what they claim is never believed.
SAFE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a table of contents without end": (lambda: papers.by_stream("/Index [0 999999999] /Size 999999999"), "pdf"),
    "colours of 16 bits": (lambda: pictures.png((6000, 6000), depth=16, colour=6), "png"),
    "a link that is clicked": (related("hyperlink", "https://example.org/"), "docx"),
    "a field with a link": (field('HYPERLINK "https://example.org/link"'), "docx"),
    "a page number": (field("PAGE \\* MERGEFORMAT"), "docx"),
    "a sum": (sheet("<f>SUM(A1:A9)</f>"), "xlsx"),
    "a link in a PDF": (lambda: papers.paper(page="/Annots [<< /A << /S /URI /URI (https://example.org) >> >>]"), "pdf"),
    "a view when it is opened": (lambda: papers.paper(catalog="/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"), "pdf"),
    "a formula object": (part("word/embeddings/o.bin", COMPOUND + "Equation Native".encode("utf-16-le")), "docx"),
    "a phone's film behind its photo": (lambda: files.photo() + b"\0\0\0\x18ftypmp42" + bytes(1000), "jpg"),
}  # fmt: skip
