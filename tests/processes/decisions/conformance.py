"""Runs a folder of test cases in the format of the public suite for DMN against `decide`.

``python -m tests.processes.decisions.conformance FOLDER`` finds every file of test cases below it with the model that
it names, and prints what failed and how many passed. The suite itself is not part of this repository.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from processes.decisions import InvalidDecision, decide, namespace_of
from processes.feel import FeelFailure, temporal, to_json

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_READERS = {
    "decimal": Decimal, "double": Decimal, "integer": Decimal, "int": Decimal, "long": Decimal,
    "boolean": ("true", "1").__contains__, "string": str, "date": temporal.read_date, "time": temporal.read_time,
    "dateTime": temporal.read_date_time, "duration": temporal.read_duration,
    "dayTimeDuration": temporal.read_duration, "yearMonthDuration": temporal.read_duration, "float": Decimal,
}  # fmt: skip
NEAR = Decimal("1e-8")  # what the suite allows numbers to differ by


@dataclass(frozen=True)
class Outcome:
    """One expected result and what came instead."""

    case: str
    expected: Any
    found: Any

    @property
    def passed(self) -> bool:
        return _same(self.expected, self.found)


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every result of every test file below ``folder``, in the order of the files."""
    for path in sorted(folder.rglob("*.xml")):
        root = etree.parse(path).getroot()
        if etree.QName(root).localname != "testCases":
            continue
        model = path.parent / str(root.findtext("{*}modelName"))
        others = [other.read_bytes() for other in sorted(model.parent.rglob("*.dmn")) if other != model]
        imports = {namespace_of(other): other for other in others}
        for case in root.iterfind("{*}testCase"):
            yield from _results(f"{path.stem} {case.get('id')}", case, model.read_bytes(), imports)


def _results(name: str, case: Any, model: bytes, imports: dict[str, bytes]) -> Iterator[Outcome]:
    inputs = {node.get("name"): _value(node) for node in case.iterfind("{*}inputNode")}
    for node in case.iterfind("{*}resultNode"):
        called = case.get("type", "decision") != "decision"
        asked = (called and case.get("invocableName")) or node.get("name")
        expected = to_json(_value(node.find("{*}expected")), number=Decimal)
        try:
            found = decide(model, asked, inputs, imports=imports, at=datetime.now(UTC))
        except (InvalidDecision, FeelFailure) as error:
            found = None if node.get("errorResult") in ("true", "1") else f"! {error}"
        yield Outcome(f"{name} {node.get('name')}", expected, found)


def _value(node: Any) -> Any:
    """What stands in an input or in an expectation: a value, a list or components; null where nothing does."""
    if node is None:
        return None
    components = node.findall("{*}component")
    if components:
        return {component.get("name"): _value(component) for component in components}
    items = node.find("{*}list")
    if items is not None:
        return [_value(item) for item in items.iterfind("{*}item")]
    value = node.find("{*}value")
    if value is None or value.get(f"{_XSI}nil") in ("true", "1"):
        return None
    kind = str(value.get(f"{_XSI}type", "string")).rpartition(":")[2]
    return _READERS[kind](value.text or "")  # type: ignore[operator]


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, Decimal) and isinstance(found, int | float | Decimal) and found is not True:
        return abs(expected - Decimal(str(found))) <= NEAR * max(Decimal(1), abs(expected))
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(_same(expected[key], found[key]) for key in expected)
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(_same, expected, found))
    return type(expected) is type(found) and bool(expected == found)


def main() -> None:
    found = list(outcomes(Path(sys.argv[1])))
    failed = [one for one in found if not one.passed]
    for one in failed:
        sys.stdout.write(f"{one.case}: {one.expected!r} expected, {one.found!r} found\n")
    sys.stdout.write(f"{len(found) - len(failed)} passed, {len(failed)} failed\n")


if __name__ == "__main__":
    main()
