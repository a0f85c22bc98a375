"""Writes a table as an xlsx file: typed columns, lists to choose from, and no cell that a program would work out."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import openpyxl
from openpyxl.cell import Cell as Written
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"


FORMATS = {Kind.TEXT: "@", Kind.NUMBER: "General", Kind.MONEY: "0.00", Kind.DATE: "yyyy-mm-dd"}
FILLED = 300  # rows that are prepared for somebody to fill in
_CHOICES = "选项"
_ILLEGAL = dict.fromkeys(sign for sign in range(32) if chr(sign) not in "\t\n\r")
_HEAD = PatternFill("solid", fgColor="E9F1F9")
_ASKED = PatternFill("solid", fgColor="FDEEEE")


@dataclass(frozen=True)
class Column:
    """``choices`` become a list in every cell of the column; ``required`` ones stand out."""

    label: str
    kind: Kind = Kind.TEXT
    choices: Sequence[str] = ()
    required: bool = False


def write_table(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """An xlsx file with one sheet called ``title``, the labels in its first row.

    Values are text, Decimal, int, date or None; text is text, whatever it begins with.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _sheet_name(title)
    for place, column in enumerate(columns, 1):
        _head(sheet, place, column)
    for number, row in enumerate(rows, 2):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            _put(sheet.cell(number, place), value, column)
    sheet.freeze_panes = "A2"
    _offer(book, sheet, columns)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def put_text(cell: Written, text: str) -> None:
    """``text`` as text, whatever it begins with, without the control characters that no workbook may hold."""
    cell.value = text.translate(_ILLEGAL)
    # Text that begins with = + - @ would be worked out as soon as somebody touches it.
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))


def _head(sheet: Worksheet, place: int, column: Column) -> None:
    cell = sheet.cell(1, place)
    _put(cell, column.label, Column(""))
    cell.font, cell.fill = Font(bold=True), _ASKED if column.required else _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = min(48, max(12, 2 * len(column.label) + 4))
    # What is typed later is taken as the column is meant: a number of an identity card stays text.
    for number in range(2, FILLED + 2):
        sheet.cell(number, place).number_format = FORMATS[column.kind]


def _put(cell: Written, value: Any, column: Column) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        put_text(cell, value)
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
        return
    cell.value = value
    if isinstance(value, int | Decimal | date):
        cell.number_format = FORMATS[column.kind]


def _offer(book: openpyxl.Workbook, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The choices stand on a hidden sheet: a list inside a cell's rule holds 255 characters and no comma."""
    offered = [(place, column) for place, column in enumerate(columns, 1) if column.choices]
    if not offered:
        return
    lists = book.create_sheet(_CHOICES)
    lists.sheet_state = "hidden"
    for number, (place, column) in enumerate(offered, 1):
        for row, choice in enumerate(column.choices, 1):
            _put(lists.cell(row, number), choice, column)
        letter, source = get_column_letter(place), get_column_letter(number)
        rule = DataValidation(
            type="list",
            formula1=f"'{_CHOICES}'!${source}$1:${source}${len(column.choices)}",
            allow_blank=True,
            showErrorMessage=True,
        )
        rule.add(f"{letter}2:{letter}{FILLED + 1}")
        sheet.add_data_validation(rule)


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, and none of []:*?/\\ ."""
    kept = "".join(sign for sign in title if sign not in "[]:*?/\\'").strip()[:31]
    return kept if kept and kept != _CHOICES else "Sheet1"
