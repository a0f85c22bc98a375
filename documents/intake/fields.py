"""Instructions inside a document that make a program fetch or start something when it is opened.

They need no relationship: Word's fields (ECMA-376 part 1, §17.16), Excel's formulas, links to other programs (DDE).
"""

import re

from documents.intake.refusal import Reason, Refused

_BEGUN, _ENDED = "\0", "\1"
_LONGEST = 1_000_000  # characters of one part
_WORD_FIELDS = re.compile(
    rf"{_BEGUN}\s*(?:(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b"
    # A field whose own name is put together by another field hides what it does.
    rf"|\w*{_BEGUN})",
    re.IGNORECASE,
)
_FORMULAS = re.compile(r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?)\s*\(", re.IGNORECASE)
_DEMANDING = {"ddeLink", "oleLink", "mailMerge", "queryTable", "webPr"}
_SPOKEN = {"instrText", "f", "definedName"}
_REFERENCES = "relationships"


class Instructions:
    """Listens to one part: formulas are judged as they end, fields when all of the part is heard."""

    def __init__(self) -> None:
        self.listens = False
        self._formula: list[str] = []
        self._fields: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.listens = local in _SPOKEN
        if local in _DEMANDING:
            raise Refused(Reason.OFFICE_EXTERNAL)
        if local in {"fldChar", "fldSimple"}:
            self._field(attributes)
        elif local in {"blip", "imagedata", "fill", "stroke"}:
            _refuse_linked_picture(attributes)

    def text(self, data: str) -> None:
        self._formula.append(data)

    def end(self, name: str) -> None:
        if not self.listens:
            return
        self.listens = False
        said = "".join(self._formula)
        self._formula.clear()
        if name.endswith("instrText"):
            self._keep(said)
        elif _FORMULAS.search(said):
            raise Refused(Reason.OFFICE_EXTERNAL)

    def refuse_reaching_out(self) -> None:
        """Raises Refused if a field of the part fetches or starts anything."""
        if _WORD_FIELDS.search("".join(self._fields)):
            raise Refused(Reason.OFFICE_EXTERNAL)

    def _field(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            local = name.rpartition(" ")[2]
            if local == "fldCharType":
                self._keep(_BEGUN if value == "begin" else _ENDED)
            elif local == "instr":
                self._keep(f"{_BEGUN}{value}{_ENDED}")

    def _keep(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST:
            raise Refused(Reason.OFFICE_TOO_LARGE)
        self._fields.append(text)


def _refuse_linked_picture(attributes: dict[str, str]) -> None:
    """A picture by address, or by a reference to a link that was declared as something to click."""
    for name, value in attributes.items():
        namespace, _, local = name.rpartition(" ")
        by_reference = namespace.endswith(_REFERENCES) and local in {"link", "href", "pict"}
        by_address = local == "src" and ("://" in value or value.startswith("\\\\"))
        if value and (by_reference or by_address):
            raise Refused(Reason.OFFICE_EXTERNAL)
