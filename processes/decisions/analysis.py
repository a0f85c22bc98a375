"""Gaps and overlaps of a table, found without running it, where every test is about literal values (DMN
8.2.11)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from processes.decisions.domains import Region, regions, say
from processes.feel import FeelValue

if TYPE_CHECKING:
    from processes.decisions.table import DecisionTable

MAXIMUM_STEPS = 50_000
MAXIMUM_FINDINGS = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: a Chinese sentence with an example, the input values where it is so (as text, by column),
    the rules, and one input (a value for every column) that hits two rules or none."""

    message: str
    values: dict[str, str]
    rules: tuple[str, ...] = ()
    example: dict[str, FeelValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """The regions of an input's values and, for each, the rules whose test takes it, as bits."""

    label: str
    regions: list[Region]
    masks: list[int]


class _TooLarge(Exception):
    """More combinations than may be walked."""


def columns_of(table: "DecisionTable") -> list[Column] | None:
    """The columns with their regions; None when a test is not about literal values."""
    columns = []
    for place, column in enumerate(table.inputs):
        tests = [rule.entries[place] for rule in table.rules]
        parts = regions(column, tests)
        if parts is None:
            return None
        masks = [
            sum(1 << bit for bit, test in enumerate(tests) if test.matches(part.sample, {})) for part in parts
        ]
        columns.append(Column(column.label, parts, masks))
    return columns


def overlaps(table: "DecisionTable") -> list[Finding] | None:
    """One finding for every pair of rules that can match together; None when a test is not about literal
    values."""
    columns = columns_of(table)
    if columns is None:
        return None
    found: list[Finding] = []
    for left in range(len(table.rules)):
        for right in range(left + 1, len(table.rules)):
            places = _shared(columns, (1 << left) | (1 << right))
            if places is not None and len(found) < MAXIMUM_FINDINGS:
                ids = (table.rules[left].id, table.rules[right].id)
                found.append(_found(f"第 {left + 1} 行与第 {right + 1} 行会同时命中", columns, places, ids))
    return found


def _shared(columns: list[Column], both: int) -> dict[str, Region] | None:
    """Columns are independent, so two rules overlap when they share a region in every one."""
    places: dict[str, Region] = {}
    for column in columns:
        common = [
            part for part, mask in zip(column.regions, column.masks, strict=True) if mask & both == both
        ]
        if not common:
            return None
        if len(common) < len(column.regions):
            places[column.label] = common[0]
    return places


def gaps(table: "DecisionTable") -> list[Finding] | None:
    """One finding for every combination of regions that no rule takes, at most 50; None when undecidable or
    too large."""
    if any(output.default is not None for output in table.outputs):
        return []
    columns = columns_of(table)
    if columns is None:
        return None
    try:
        walk = _Walk(columns)
        places = list(walk.uncovered(0, (1 << len(table.rules)) - 1, {}))
    except _TooLarge:
        return None
    return [_found("没有规则命中", columns, where, ()) for where in places]


class _Walk:
    """Goes through the combinations column by column, remembering which rests of the table are complete."""

    def __init__(self, columns: list[Column]) -> None:
        self._columns = columns
        self._complete: set[tuple[int, int]] = set()
        self._steps = 0
        self._found = 0

    def uncovered(self, place: int, mask: int, places: dict[str, Region]) -> Iterator[dict[str, Region]]:
        self._steps += 1
        if self._steps > MAXIMUM_STEPS:
            raise _TooLarge
        if not mask and self._found < MAXIMUM_FINDINGS:
            self._found += 1
            yield dict(places)
        if not mask or place == len(self._columns) or (place, mask) in self._complete:
            return
        before = self._found
        column = self._columns[place]
        for part, own in zip(column.regions, column.masks, strict=True):
            inner = {**places, column.label: part} if len(column.regions) > 1 else places
            yield from self.uncovered(place + 1, mask & own, inner)
        if self._found == before:
            self._complete.add((place, mask))


def _found(what: str, columns: list[Column], places: dict[str, Region], rules: tuple[str, ...]) -> Finding:
    """A finding at the given places; a column without a place takes any of its values."""
    values = {label: part.text for label, part in places.items()}
    example = {column.label: places.get(column.label, column.regions[0]).sample for column in columns}
    where = "：" + "，".join(f"{label} {text}" for label, text in values.items()) if values else ""
    said = "，".join(f"{label} = {say(sample)}" for label, sample in example.items() if label in values)
    return Finding(f"{what}{where}{f'（例如 {said}）' if said else ''}。", values, rules, example)
