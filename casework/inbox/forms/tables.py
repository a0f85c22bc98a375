"""A repeating table as rows of inputs, added and removed in the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from casework.inbox.forms.conditions import equality
from casework.inbox.forms.reading import BLANK
from processes.forms import Field

Build = Callable[[Field, Mapping[str, Any]], forms.Field]


@dataclass(frozen=True)
class Cell:
    """One input of a row. ``grouped`` inputs (radio buttons, files) need a legend instead of a label."""

    id: str
    label: str
    help: str
    html: str
    kind: str
    required: bool
    condition: str

    @property
    def grouped(self) -> bool:
        return self.kind in {"choice", "choices", "yes_no", "file"}


@dataclass(frozen=True)
class Row:
    """``heading`` says what the row is about; ``carried`` goes back unseen; ``shown`` is its number."""

    index: str
    shown: str
    heading: list[str]
    cells: list[Cell]
    carried: list[tuple[str, str]]


class TableInput(forms.Widget):
    """Rows that the case prefills are neither added nor removed. Inputs are named ``field-index-column``."""

    template_name = "inbox/form/table.html"

    def __init__(self, field: Field, build: Build) -> None:
        super().__init__()
        self.field, self.build = field, build
        self.fixed = field.rows is not None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = list(value or []) or ([] if self.fixed else [{}])
        context["widget"] |= {
            "fixed": self.fixed,
            "rows": [self._row(name, str(number), row) for number, row in enumerate(given)],
            "blank": None if self.fixed else self._row(name, BLANK, {}),
        }
        return context

    def _row(self, name: str, index: str, values: Mapping[str, Any]) -> Row:
        own = {column.name for column in self.field.columns}
        prefix = f"{name}-{index}"
        carried = [c for c in self.field.columns if self._is_carried(c)]
        return Row(
            index=index,
            shown=str(values.get("n") or "") if self.fixed else "",
            heading=[str(text) for key, text in values.items() if text and key not in {*own, "n", "id"}],
            cells=[self._cell(prefix, c, values) for c in self.field.columns if c not in carried],
            carried=[(f"{prefix}-{c.name}", str(values.get(c.name) or "")) for c in carried],
        )

    def _is_carried(self, column: Field) -> bool:
        """Prefilled rows name the thing they are about in a column that nobody has to see."""
        return self.fixed and (column.readonly or column.name in {"n", "id", "finding"})

    def _cell(self, prefix: str, column: Field, values: Mapping[str, Any]) -> Cell:
        field, html_name = self.build(column, values), f"{prefix}-{column.name}"
        condition = equality(column.visible, {c.name for c in self.field.columns})
        return Cell(
            id=f"id_{html_name}",
            label=str(field.label),
            help=str(field.help_text),
            html=field.widget.render(html_name, values.get(column.name), {"id": f"id_{html_name}"}),
            kind=column.type,
            required=column.required is True,
            condition=f"{prefix}-{condition}" if condition else "",
        )
