"""A repeating table as rows of inputs, added and removed in the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from casework.inbox.forms.conditions import equality
from casework.inbox.forms.context import SheetPlaces
from casework.inbox.forms.reading import BLANK
from casework.inbox.forms.widgets import GROUPS
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
    grouped: bool
    clause: str


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

    def __init__(self, field: Field, build: Build, sheets: SheetPlaces | None = None) -> None:
        super().__init__()
        self.field, self.build, self.sheets = field, build, sheets

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = list(value or [])
        fixed = self.field.fixed
        if not given and not fixed:
            given = [{}]
        context["widget"] |= {
            "fixed": fixed,
            "sheets": None if fixed else self.sheets,
            "rows": [self._row(name, str(number), row) for number, row in enumerate(given)],
            "blank": None if fixed else self._row(name, BLANK, {}),
        }
        return context

    def _heading(self, values: Mapping[str, Any]) -> list[str]:
        own = {column.name for column in self.field.columns}
        return [str(text) for key, text in values.items() if text and key not in {*own, "n", "id"}]

    def _row(self, name: str, index: str, values: Mapping[str, Any]) -> Row:
        prefix = f"{name}-{index}"
        return Row(
            index=index,
            shown=str(values.get("n") or ""),
            heading=self._heading(values),
            cells=[self._cell(prefix, c, values) for c in self.field.columns if not c.readonly],
            carried=[
                (f"{prefix}-{c.name}", str(values.get(c.name) or ""))
                for c in self.field.columns
                if c.readonly
            ],
        )

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
            grouped=isinstance(field.widget, GROUPS),
            clause=column.clause,
        )
