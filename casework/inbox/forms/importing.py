"""Rows of a table from an uploaded Excel file: all of them, or a sentence for everything that is wrong with them."""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from casework.inbox.forms.sheets import CellWrong, SheetForm
from casework.inbox.forms.starting import as_posted
from documents.spreadsheets import Cell, Sheet, SheetRefused, read_sheet
from processes.forms import Field
from processes.forms.conditions import Evaluate
from processes.forms.faults import Wrong, first_of
from processes.forms.tables import MAXIMUM_ROWS, check_keys, read_rows

Row = Mapping[int, Cell]


class ImportRefused(Exception):
    """Nothing was taken; ``sentences`` name the rows and columns of the sheet."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("".join(sentences))
        self.sentences = sentences


def import_rows(
    form: SheetForm, evaluate: Evaluate, *, stream: BinaryIO, name: str, size: int
) -> list[dict[str, Any]]:
    """The rows of the file as the browser would post them. Raises ImportRefused.

    Takes up to two seconds; call it outside a transaction.
    """
    try:
        sheet = read_sheet(stream, name=name, size=size)
    except SheetRefused as refused:
        raise ImportRefused([str(refused)]) from refused
    places = _places(form, sheet)
    lines = {number: row for number, row in sheet.rows.items() if number > 1}
    if not lines:
        raise ImportRefused([_("表里没有要导入的行：第 1 行是表头，从第 2 行开始填。")])
    if len(lines) > MAXIMUM_ROWS:
        too_many = _("表里有 %(given)s 行，一次最多 %(most)s 行。")
        raise ImportRefused([too_many % {"given": len(lines), "most": MAXIMUM_ROWS}])
    raw, wrong = _read(form, lines, places)
    rows, faults = read_rows(form.field, raw, evaluate)
    numbers, unread = list(lines), set(wrong)
    for fault in faults:
        cell = (numbers[fault.number - 1], fault.column.name if fault.column else "")
        # Of a cell that could not be read at all, nothing more need be said.
        if cell not in unread:
            wrong.setdefault(cell, []).append(fault.sentence)
    if wrong:
        raise ImportRefused(first_of(_told(form, wrong)))
    _check_keys(form, rows, evaluate)
    return [{name: as_posted(value) for name, value in row.items()} for row in rows]


def _places(form: SheetForm, sheet: Sheet) -> dict[str, int]:
    """Where each column stands, by its label in the first row. Raises ImportRefused."""
    heads = {place: str(cell.value or "").strip() for place, cell in sheet.rows.get(1, {}).items()}
    free, found, missing = dict(heads), {}, []
    for column in form.columns:
        place = next((p for p, head in free.items() if head in form.known_as(column)), None)
        if place is None:
            missing.append(form.label(column))
        else:
            found[column.name] = place
            free.pop(place)
    said = [_("第 1 行缺少“%(column)s”这一列。") % {"column": label} for label in missing]
    said += [_("第 1 行的“%(column)s”不是这张表的列。") % {"column": head[:40]} for head in free.values()]
    if missing:
        said.append(_("请下载空白表，按它的表头填写。"))
    if said:
        raise ImportRefused(said)
    return found


def _read(
    form: SheetForm, lines: Mapping[int, Row], places: Mapping[str, int]
) -> tuple[list[dict[str, Any]], dict[tuple[int, str], list[str]]]:
    raw: list[dict[str, Any]] = []
    wrong: dict[tuple[int, str], list[str]] = {}
    for number, row in lines.items():
        values: dict[str, Any] = {}
        for column in form.columns:
            try:
                values[column.name] = form.read(column, row.get(places[column.name]))
            except CellWrong as reason:
                wrong[number, column.name] = [str(reason)]
        raw.append(values)
    return raw, wrong


def _told(form: SheetForm, wrong: Mapping[tuple[int, str], list[str]]) -> Iterator[str]:
    """By row, then by column, as somebody walks through the sheet."""
    order = {column.name: place for place, column in enumerate(form.field.columns)}
    labels = {column.name: form.label(column) for column in form.field.columns}
    for (number, name), sentences in sorted(wrong.items(), key=lambda w: (w[0][0], order.get(w[0][1], -1))):
        label = labels.get(name, "")
        for sentence in sentences:
            said = sentence.removeprefix(f"“{label}”") if label else sentence
            yield _("第 %(number)s 行“%(column)s”：%(problem)s") % {
                "number": number,
                "column": label,
                "problem": said,
            }


def _check_keys(form: SheetForm, rows: list[dict[str, Any]], evaluate: Evaluate) -> None:
    field: Field = form.field
    try:
        check_keys(field, rows, evaluate)
    except Wrong as reason:
        raise ImportRefused(reason.sentences) from reason
