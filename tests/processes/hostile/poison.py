"""Forty keys that nobody declares, and what they would like to bring in."""

from collections.abc import Mapping
from typing import Any

MARK = "渗入的值"
KEYS: list[Any] = [
    "typename", "__builtins__", "__class__", "__dict__", "__init__", "__globals__", "__proto__", "constructor",
    "case", "findings", "deadlines", "today", "now", "office", "respondent", "issuer", "additions", "round",
    "workdays", "working days after", "date text", "sum", "typeName", "data_objects", "spec", "internal_data",
    "approve_closure", "verify", "receipt", "approved", "is_approved", "outcome2", "severity", "completed_by",
    "items.0.owner", "items[0][owner]", "a" * 5_000, "nul\x00key", "半\ud800字", 7,
]  # fmt: skip
VALUES: list[Any] = [
    {"typename": MARK, "data": {"typename": MARK}},
    [{"typename": MARK}],
    {"agreed": True, "outcome": "approved", "said": MARK},
    MARK + "\x00",
    "\ud800" + MARK,
    True,
    10**30,
    {7: MARK, None: MARK},
]


def poison(declared: frozenset[str] = frozenset()) -> dict[Any, Any]:
    """All keys that are not ``declared``, with every sort of value among them."""
    return {key: VALUES[number % len(VALUES)] for number, key in enumerate(KEYS) if str(key) not in declared}


def poisoned(raw: Mapping[str, Any], declared: frozenset[str]) -> dict[Any, Any]:
    """What a form sends, with the poison beside its fields and inside the rows of its tables."""
    spoiled = {
        name: [{**poison(frozenset(row)), **row} if isinstance(row, Mapping) else row for row in value]
        if isinstance(value, list)
        else value
        for name, value in raw.items()
    }
    return {**poison(declared), **spoiled}
