"""Reading the XML parts of a package without building a tree, as far as an honest document goes."""

from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from documents.intake.refusal import Reason, Refused

MOST_ELEMENTS = 500_000  # of all parts together; programs that build a tree need a kilobyte for each
MOST_ATTRIBUTES = 1_000  # of one element
DEEPEST = 256


class Listener(Protocol):
    """Hears of every element as ``namespace name``, or ``name`` where it has none, with its attributes likewise."""

    @property
    def listens(self) -> bool:
        """Whether the text that comes next is of interest."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, data: str) -> None: ...

    def end(self, name: str) -> None: ...


class Markup:
    """The parts of one package, parsed one after the other; it counts elements over all of them."""

    def __init__(self) -> None:
        self._left = MOST_ELEMENTS

    def parse(self, chunks: Iterator[bytes], listener: Listener) -> None:
        """Raises Refused. The parser, not a search for bytes, finds a DOCTYPE in any encoding."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_doctype
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            self._left -= 1
            if depth > DEEPEST or self._left < 0 or len(attributes) > MOST_ATTRIBUTES:
                raise Refused(Reason.OFFICE_TOO_LARGE)
            listener.start(name, attributes)
            parser.CharacterDataHandler = listener.text if listener.listens else None

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            listener.end(name)
            parser.CharacterDataHandler = None

        parser.StartElementHandler, parser.EndElementHandler = start, end
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Refused(Reason.OFFICE_BROKEN) from error


def _refuse_doctype(*_: object) -> None:
    raise Refused(Reason.OFFICE_UNSAFE_XML)
