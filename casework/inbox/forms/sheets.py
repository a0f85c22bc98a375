"""A repeating table as an Excel file: its columns under their labels, its rows in the words of the form."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from casework.inbox.forms.options import Options
from documents.spreadsheets import Cell, Column, Kind, write_table
from processes.forms import Field
from processes.forms.scalars import day_of

KINDS = {"number": Kind.NUMBER, "money": Kind.MONEY, "date": Kind.DATE}
CHOSEN = {"choice", "choices", "yes_no", "organisation", "person"}
# Numbers of more digits than a sheet keeps, such as those of identity cards, come back changed.
_EXACT = Decimal(10) ** 15
_SEVERAL = re.compile(r"[、，,;；\n]")


class CellWrong(Exception):
    """One cell does not say what its column holds; the message is a sentence."""


@dataclass(frozen=True)
class SheetForm:
    """The columns of ``field`` that a sheet can hold: files stay on the page."""

    field: Field
    options: Options

    @property
    def language(self) -> str:
        return self.options.context.language

    @property
    def title(self) -> str:
        return self.field.label.in_language(self.language)

    @property
    def columns(self) -> list[Field]:
        return [column for column in self.field.columns if column.type != "file"]

    def write(self, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """An xlsx file with ``rows``, as the browser would post them."""
        return write_table(
            self.title,
            [self._head(column) for column in self.columns],
            [[self._out(column, row) for column in self.columns] for row in rows],
        )

    def label(self, column: Field) -> str:
        return column.label.in_language(self.language)

    def known_as(self, column: Field) -> set[str]:
        """A sheet that was made on the other screen is read as well."""
        return {column.label.zh, column.label.en} - {""}

    def read(self, column: Field, cell: Cell | None) -> Any:
        """The cell as the browser would post it. Raises CellWrong."""
        if cell is None:
            return [] if column.holds_list else ""
        if column.type in {"choices", "organisation", "person"} and column.holds_list:
            return [self._value(column, part) for part in _SEVERAL.split(_plain(cell)) if part.strip()]
        if column.type in CHOSEN:
            if cell.kind == "b":
                return "true" if cell.value else "false"
            return self._value(column, _plain(cell))
        if column.type == "date" and (day := day_of(_plain(cell))):
            return day.isoformat()
        return _plain(cell)

    def _head(self, column: Field) -> Column:
        return Column(
            self.label(column),
            KINDS.get(column.type, Kind.TEXT),
            [] if column.holds_list else [label for _value, label in self._choices(column)],
            column.required is True,
        )

    def _choices(self, column: Field) -> list[tuple[str, str]]:
        if column.type not in CHOSEN:
            return []
        return [(value, label) for value, label in self.options.of(column, {}) if value]

    def _out(self, column: Field, row: Mapping[str, Any]) -> Any:
        value = row.get(column.name)
        if column.type in CHOSEN:
            words = dict(self._choices(column))
            chosen = value if isinstance(value, list) else [value] if value else []
            return "、".join(words.get(str(one), str(one)) for one in chosen)
        if column.type in {"number", "money"}:
            return _number(value)
        return _day(value) if column.type == "date" else value

    def _value(self, column: Field, words: str) -> str:
        """The value behind a label; nothing is guessed where two are called the same."""
        named = {value for value, label in self._names(column) if label.strip() == words.strip()}
        if len(named) == 1:
            return named.pop()
        if named:
            raise CellWrong(_("有几个都叫“%(name)s”，请在页面上选择。") % {"name": words[:40]})
        offered = [label for _value, label in self._choices(column)]
        said = "、".join(offered[:12]) + ("…" if len(offered) > 12 else "")
        raise CellWrong(
            _("“%(name)s”不在可选的范围内，可以填：%(choices)s。") % {"name": words[:40], "choices": said}
        )

    def _names(self, column: Field) -> Iterator[tuple[str, str]]:
        """What may stand for each value: its label in either language."""
        yield from self._choices(column)
        for option in column.options:
            yield option.value, option.label.zh
            yield option.value, option.label.en
        if column.type == "yes_no":
            yield from (("true", "是"), ("true", "Yes"), ("false", "否"), ("false", "No"))


def _plain(cell: Cell) -> str:
    """The text of a cell. Raises CellWrong for one that has none of its own."""
    if cell.kind == "f":
        raise CellWrong(_("单元格 %(cell)s 是公式。请复制后“粘贴为数值”再导入。") % {"cell": cell.name})
    if cell.kind == "e":
        raise CellWrong(_("单元格 %(cell)s 是错误值，请改正后再导入。") % {"cell": cell.name})
    if cell.kind == "b":
        return _("是") if cell.value else _("否")
    return _digits(cell) if cell.kind == "n" else str(cell.value).strip()


def _digits(cell: Cell) -> str:
    try:
        number = Decimal(cell.value)
    except InvalidOperation:
        return str(cell.value)
    if abs(number) >= _EXACT:
        raise CellWrong(
            _("单元格 %(cell)s 的数字太长，Excel 会改掉末几位。请设为文本格式重新填写。")
            % {"cell": cell.name}
        )
    return f"{number.normalize():f}"


def _number(value: Any) -> Any:
    """A number where it is one; what was typed wrong stays as it was typed."""
    try:
        return Decimal(str(value).replace(",", "")) if value not in (None, "") else None
    except InvalidOperation:
        return str(value)


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return str(value)
