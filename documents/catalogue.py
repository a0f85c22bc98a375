"""The catalogue of document types, read from ``types.json`` (domain.md Appendix C, §5.1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, gettext

from documents.kinds import EXTENSIONS, Kind, kind_of

_FILE = Path(__file__).parent / "types.json"
_MEGABYTE = 1024 * 1024
FACTS = frozenset(
    {"number", "holder", "issuer", "issued_on", "valid_from", "valid_to", "scope", "amount", "persons"}
)
SENSITIVITIES = frozenset({"S0", "S1", "S2", "S3", "S4"})


class UnknownDocumentType(LookupError):
    """No document type has this code."""


class InvalidCatalogue(ValueError):
    """``types.json`` does not hold what it should; the message names the entry."""


@dataclass(frozen=True)
class DocumentType:
    """One type: what it is called, which kinds of file it takes, and how large one may be (domain.md §3).

    ``facts`` are what is typed from it, ``required`` those without which it says nothing. ``sensitivity`` is S0 to S4;
    ``max_age_days`` counts from the day of issue; a ``strict`` one must last as long as what it is needed for;
    a ``critical`` one suspends a permit when it lapses; a ``person`` one is about one instructor. ``where`` it is to
    be had and what a good ``sample`` shows are sentences; ``text`` is what it says, where the district has set that down.
    """

    code: str
    zh: str
    en: str
    kinds: tuple[Kind, ...]
    max_mb: int
    sensitivity: str = "S1"
    facts: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    max_age_days: int = 0
    long_term: bool = False
    strict: bool = False
    critical: bool = False
    person: bool = False
    where: str = ""
    sample: str = ""
    where_en: str = ""
    sample_en: str = ""
    text: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def source(self) -> str:
        """Where it is to be had, in the language of the reader."""
        return self.where_en if (get_language() or "").startswith("en") else self.where

    @property
    def model(self) -> str:
        """What a good one shows, in the language of the reader."""
        return self.sample_en if (get_language() or "").startswith("en") else self.sample

    @property
    def max_bytes(self) -> int:
        return self.max_mb * _MEGABYTE

    @property
    def extensions(self) -> tuple[str, ...]:
        return tuple(extension for kind in self.kinds for extension in EXTENSIONS[kind])

    @property
    def accept(self) -> str:
        """For the ``accept`` attribute of a file field. Phones offer the camera where it lists pictures."""
        return ",".join(f".{extension}" for extension in self.extensions)

    @property
    def wanted(self) -> str:
        """What may be uploaded, in words, for sentences."""
        return gettext("、").join(_words()[kind] for kind in self.kinds)

    @property
    def is_sensitive(self) -> bool:
        """Identity, criminal record, health and the like: seen by few, each view with a reason."""
        return self.sensitivity in {"S3", "S4"}

    @property
    def limits(self) -> str:
        """What a slot for it takes, as the slot says it."""
        return gettext("%(kinds)s，不超过 %(most)s MB") % {"kinds": self.wanted, "most": self.max_mb}

    @property
    def takes_pictures(self) -> bool:
        """Whether a photo would do, so that a camera is of use."""
        return self.takes("jpg")

    def takes(self, extension: str) -> bool:
        return kind_of(extension) in self.kinds


@cache
def document_types() -> Mapping[str, DocumentType]:
    """All types by code. Raises InvalidCatalogue."""
    entries = json.loads(_FILE.read_text(encoding="utf-8"))["types"]
    types = [_read(entry) for entry in entries]
    if len({found.code for found in types}) != len(types):
        raise InvalidCatalogue("a code occurs twice")
    return {found.code: found for found in types}


def document_type(code: str) -> DocumentType:
    """The type of this code. Raises UnknownDocumentType."""
    try:
        return document_types()[code]
    except KeyError as error:
        raise UnknownDocumentType(code) from error


def _read(entry: Mapping[str, Any]) -> DocumentType:
    try:
        lists = {name: tuple(entry.get(name, ())) for name in ("facts", "required", "text")}
        found = DocumentType(**{**entry, **lists, "kinds": tuple(Kind(kind) for kind in entry["kinds"])})
    except (KeyError, ValueError, TypeError) as error:
        raise InvalidCatalogue(f"{entry}: {error}") from error
    if not (found.code and found.zh and found.en and found.kinds and 0 < found.max_mb <= 100):
        raise InvalidCatalogue(str(entry))
    if not (set(found.required) <= set(found.facts) <= FACTS and found.sensitivity in SENSITIVITIES):
        raise InvalidCatalogue(str(entry))
    return found


def _words() -> dict[Kind, str]:
    return {
        Kind.IMAGE: gettext("照片（jpg、png）"),
        Kind.PDF: gettext("PDF"),
        Kind.DOCX: gettext("Word（docx）"),
        Kind.XLSX: gettext("Excel（xlsx）"),
    }
