"""Writes DMN files for tests from rows of cells."""

from collections.abc import Callable, Sequence
from html import escape

import pytest

from processes.decisions import DecisionTable, read_decisions

Build = Callable[..., DecisionTable]
NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def dmn(body: str, namespace: str = NAMESPACE) -> bytes:
    """A DMN file around decisions."""
    return f'<definitions xmlns="{namespace}" id="d" name="d" namespace="x">{body}</definitions>'.encode()


def table_xml(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    policy: str = "UNIQUE",
    aggregation: str = "",
    allowed: dict[str, str] | None = None,
    default: dict[str, str] | None = None,
) -> str:
    """A decision `D` whose rows hold the cells of inputs, then of outputs, then perhaps a clause."""
    allowed, default = allowed or {}, default or {}
    columns = "".join(
        f'<input id="i{n}" label="{name}"><inputExpression><text>{name}</text></inputExpression>'
        f"{_text('inputValues', allowed.get(name))}</input>"
        for n, name in enumerate(inputs)
    )
    columns += "".join(
        f'<output id="o{n}" name="{name}">{_text("outputValues", allowed.get(name))}'
        f"{_text('defaultOutputEntry', default.get(name))}</output>"
        for n, name in enumerate(outputs)
    )
    rules = "".join(
        f'<rule id="r{n}">{_cells("inputEntry", row[: len(inputs)])}'
        f"{_cells('outputEntry', row[len(inputs) : len(inputs) + len(outputs)])}"
        f"{_cells('annotationEntry', row[len(inputs) + len(outputs) :])}</rule>"
        for n, row in enumerate(rows, 1)
    )
    how = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decision id="D" name="期限"><decisionTable id="t" hitPolicy="{policy}"{how}>'
        f'{columns}<annotation name="依据"/>{rules}</decisionTable></decision>'
    )


def _text(tag: str, text: str | None) -> str:
    return "" if text is None else f"<{tag}><text>{escape(text)}</text></{tag}>"


def _cells(tag: str, cells: Sequence[str]) -> str:
    return "".join(_text(tag, cell) for cell in cells)


@pytest.fixture
def build() -> Build:
    """The table of the given columns and rows."""

    def _build(*args: Sequence[str], **options: object) -> DecisionTable:
        return read_decisions(dmn(table_xml(*args, **options)))["D"]  # type: ignore[arg-type]

    return _build
