"""What a replay came to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """``STUCK``: a step of the target fails; ``NOT_RUN``: the records are not enough to say anything."""

    SAME = "SAME"
    OTHER_END = "OTHER_END"
    OTHER_PATH = "OTHER_PATH"
    OTHER_RESULT = "OTHER_RESULT"
    MISSING_INPUT = "MISSING_INPUT"
    STUCK = "STUCK"
    NOT_RUN = "NOT_RUN"


@dataclass(frozen=True)
class RowDifference:
    """A decision that came out otherwise: the rows that were hit before and are hit now, in words."""

    table: str
    table_id: str
    element: str
    before: str
    after: str


@dataclass(frozen=True)
class Place:
    """An element, by process and id, with its name."""

    process: str
    id: str
    name: str


@dataclass(frozen=True)
class Finding:
    """``place`` is where the ways part first, ``row`` the first decision that came out otherwise."""

    verdict: Verdict
    sentence: str
    place: Place | None = None
    row: RowDifference | None = None
    missing: str = ""


class MissingInput(Exception):
    """The target asks for what was not recorded; ``name`` is for people."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def hit(table: Any, matched: Any, result: Any) -> str:
    """``第 3 行（clause）：20`` – the rows of a table that were hit and what they gave."""
    if table is None:
        return f"（原表）：{_said(result)}"
    places = {rule.id: (place, rule) for place, rule in enumerate(table.rules, 1)}
    rows = []
    for key in matched:
        place, rule = places.get(key, (0, None))
        clause = "；".join(text for text in (rule.annotations.values() if rule else ()) if text)
        rows.append(f"第 {place} 行" + (f"（{clause}）" if clause else "") if place else f"已不在的行 {key}")
    return f"{'、'.join(rows) or '没有命中任何一行'}：{_said(result)}"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "，".join(f"{name} = {_said(item)}" for name, item in value.items())
    if isinstance(value, list):
        return "；".join(map(_said, value[:5])) + ("……" if len(value) > 5 else "") or "空"
    if value is None:
        return "空"
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
