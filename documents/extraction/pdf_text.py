"""The text of a PDF, page by page, while there is time."""

import codecs
import time
from collections.abc import Iterator
from typing import BinaryIO

import pypdf._codecs._codecs
import pypdf._text_extraction
import pypdf.filters
from pypdf import PdfReader

MOST_PAGES = 30
SECONDS = 1.2  # of computing: the child is ended after two
# The library and its encodings are loaded before the child is limited, which can open no module afterwards.
_LOADED = (pypdf.filters, pypdf._codecs._codecs, pypdf._text_extraction)
for _encoding in (
    "utf-16-be",
    "gbk",
    "gb2312",
    "gb18030",
    "cp950",
    "latin-1",
    "cp1252",
    "mac-roman",
    "charmap",
):
    codecs.lookup(_encoding)


def pieces(stream: BinaryIO) -> Iterator[str]:
    """Raises what the library raises."""
    reader = PdfReader(stream, strict=False)
    for number in range(min(len(reader.pages), MOST_PAGES)):
        if time.process_time() > SECONDS:
            return
        yield reader.pages[number].extract_text() + "\n"
