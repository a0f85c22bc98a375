"""The plain entry: a decision of a DMN file over JSON data."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import Any

from processes.decisions.elements import read_definitions
from processes.decisions.model.document import read_document
from processes.decisions.model.evaluation import evaluate
from processes.feel import FeelError, FeelValue, from_json, limits, to_json
from processes.feel.run import Run
from processes.feel.writing import write_number

TICKS = 30_000  # steps of one whole evaluation, with everything that it requires


def decide(
    content: bytes,
    decision: str,
    inputs: Mapping[str, Any],
    *,
    imports: Mapping[str, bytes] = MappingProxyType({}),
    at: datetime | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Any:
    """The value of a decision, decision service or knowledge model of a DMN 1.1 to 1.5 file, as JSON data.

    `content` is the file, `decision` a name or id, `inputs` JSON-like data by the names of the input data (ISO
    text where a temporal type is declared), `imports` other DMN files by namespace,
    `at` (aware) what now() and today() answer. Numbers come back as
    int, float, or Decimal where a float would lose digits; temporal values as ISO text. What the standard
    calls an error is None, and `warn` hears a Chinese sentence about it.

    Raises InvalidDecision for a file that cannot be read or has no such decision, FeelError for inputs that
    FEEL has no values for.
    """
    document = read_document(content, imports)
    found = document.find(decision)
    run = Run(at=at, types=document.types, ticks=TICKS)
    with localcontext(limits.NUMBERS):
        value = evaluate(document, found, run, from_json(inputs))
        result = _answer(value, run)
    for message in run.warnings:
        warn(message)
    return result


def namespace_of(content: bytes) -> str:
    """The namespace of a DMN file, by which another imports it. Raises InvalidDecision."""
    return read_definitions(content).get("namespace", "")


def _answer(value: FeelValue, run: Run) -> Any:
    try:
        return to_json(value, number=exact)
    except FeelError as error:
        run.warn(f"结果不能写成 JSON：{error}")
        return None


def exact(value: Decimal) -> int | float | Decimal:
    """The number without loss: int when whole and not longer than FEEL's digits, else float if that keeps every
    digit, else Decimal."""
    if value.adjusted() < 34 and value == value.to_integral_value():
        return int(value)
    return float(value) if abs(value.adjusted()) < 300 and Decimal(repr(float(value))) == value else value


def write_json(value: Any) -> str:
    """JSON text of what `decide` gives, with every digit of its numbers. `json.dumps` knows no Decimal."""

    if isinstance(value, Mapping):
        parts = (f"{_text(str(key))}: {write_json(item)}" for key, item in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_json, value)) + "]"
    if isinstance(value, float | Decimal):
        return write_number(Decimal(repr(value)) if isinstance(value, float) else value)
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    """A string in its own characters, save a lone half of one, which no encoding can write."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return json.dumps(value, ensure_ascii=False)
