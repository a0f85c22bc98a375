"""The child process: ``python -m documents.extraction.extract <kind>`` prints the text of the file on standard input."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

from documents.child import answer
from documents.kinds import Kind

LONGEST = 100_000  # characters: what a paper says of itself stands in front


def reader_of(kind: Kind) -> Callable[[BinaryIO], Iterator[str]]:
    """What gives the text piece by piece. Loads what it will need."""
    if kind is Kind.PDF:
        from documents.extraction.pdf_text import pieces

        return pieces
    from documents.extraction.word_text import pieces as word_pieces

    return word_pieces


def read(stream: BinaryIO, pieces: Callable[[BinaryIO], Iterator[str]]) -> Mapping[str, str]:
    """As much as can be had: where the file breaks, what came before is better than nothing."""
    parts: list[str] = []
    length = 0
    with contextlib.suppress(Exception):  # parsers raise what they like on hostile bytes
        for piece in pieces(stream):
            parts.append(piece)
            length += len(piece)
            if length >= LONGEST:
                break
    # A surrogate that stands alone would not travel.
    text = "".join(parts)[:LONGEST].encode("utf-8", "ignore").decode()
    return {"text": text}


if __name__ == "__main__":
    answer(partial(read, pieces=reader_of(Kind(sys.argv[1]))))
