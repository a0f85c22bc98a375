"""The clauses that paragraphs of a letter rest on: what each says, what is wrong with it, and what may be chosen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from casework.changes.authoring.field_rows import Raw, objects
from casework.policy.citing import citations
from casework.policy.resolving import Resolved


def with_clauses(parts: Sequence[Raw], on: date) -> list[Raw]:
    """The parts of the page, each with ``cited``, the clauses that it names, and ``against``, a sentence or nothing."""
    known = citations(_texts(parts), on)
    return [{**part, **_said(part, known)} for part in parts]


def clause_faults(raw: Raw, on: date) -> Iterator[tuple[str, str]]:
    """(part, sentence) for every paragraph that rests on what cannot be cited."""
    parts = objects(raw.get("paragraphs"))
    known = citations(_texts(parts), on)
    for number, part in enumerate(parts, 1):
        text = str(part.get("clause") or "")
        if text and known[text][1]:
            yield f"第 {number} 段", known[text][1]


def _texts(parts: Iterable[Raw]) -> list[str]:
    return [text for part in parts if (text := str(part.get("clause") or ""))]


def _said(part: Raw, known: Mapping[str, tuple[Resolved, str]]) -> Raw:
    found, against = known.get(str(part.get("clause") or ""), (Resolved(), ""))
    return {"cited": found.cited, "against": against}
