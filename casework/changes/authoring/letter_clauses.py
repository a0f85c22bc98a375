"""The clauses that paragraphs of a letter rest on, and what is wrong with them."""

from collections.abc import Iterator
from datetime import date

from casework.changes.authoring.field_rows import Raw, objects
from casework.policy.citing import with_citations


def clause_faults(raw: Raw, on: date) -> Iterator[tuple[str, str]]:
    """(part, sentence) for every paragraph that rests on what cannot be cited."""
    parts = objects(raw.get("paragraphs"))
    for number, part in enumerate(with_citations(parts, on), 1):
        if part["against"]:
            yield f"第 {number} 段", part["against"]
