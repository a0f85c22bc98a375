"""One block as xlsx: who took it out and when stands in it and in the trail."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from casework.audit.services import record
from casework.inbox.wording.days import moment_text
from casework.inbox.wording.people import person_text
from casework.reports.block import Block, Cell
from casework.reports.reading import Reading
from casework.reports.svg.drawing import width_of
from documents.spreadsheets import put_text

# Who took it out, what it is and what it counts stand above the head of the table.
HEAD = 4


@dataclass(frozen=True)
class Export:
    content: bytes
    name: str

    @property
    def disposition(self) -> str:
        return str(content_disposition_header(True, self.name))


def export(*, block: Block, reading: Reading) -> Export:
    """The table of ``block``; texts stay texts, whatever sign they begin with, and numbers keep their units."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(block.title[:31])
    _lay_out(sheet, block)
    sheet.append([_written(sheet, _mark(reading))])
    sheet.append([_written(sheet, f"{block.title} · {reading.period.name}", bold=True)])
    sheet.append([_written(sheet, block.basis)])
    sheet.append([_written(sheet, column, bold=True) for column in block.columns])
    for row in block.rows:
        sheet.append([_counted(sheet, cell) for cell in (row.label, *row.cells)])
    written = BytesIO()
    book.save(written)
    _keep(block, reading)
    return Export(written.getvalue(), f"{block.title} {reading.period.name} {reading.viewer.today}.xlsx")


def _mark(reading: Reading) -> str:
    who, when = person_text(reading.viewer.person), moment_text(reading.viewer.now, reading.viewer.language)
    return _("%(who)s于%(when)s从办结导出，只供工作使用。") % {"who": who, "when": when}


def _lay_out(sheet: Any, block: Block) -> None:
    """Columns as wide as what stands in them, and the head in sight; both go before the first row."""
    sheet.freeze_panes = f"A{HEAD + 1}"
    for number, column in enumerate(block.columns):
        words = [column, *((row.label, *row.cells)[number].words for row in block.rows)]
        width = max(map(width_of, words)) / width_of("0") + 2
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(48, max(10, width))


def _counted(sheet: object, cell: Cell) -> WriteOnlyCell:
    """Numbers as numbers, shown as they are said (``58.3%``, ``4个工作日``); words where there is none."""
    made = _written(sheet, cell.value if cell.is_number else cell.words)
    if cell.is_number and cell.text:
        before, number, after = cell.text.partition(f"{cell.value:g}")
        said = (before, "General", after) if number else (cell.text, "", "")
        made.number_format = "".join(_quoted(part) if part != "General" else part for part in said if part)
    return made


def _quoted(words: str) -> str:
    """Words in a number format."""
    return '"{}"'.format(words.replace('"', ""))


def _written(sheet: object, value: object, *, bold: bool = False) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, value=None if isinstance(value, str) else value)
    if isinstance(value, str):
        put_text(made, value)
    if bold:
        made.font = Font(bold=True)
    return made


def _keep(block: Block, reading: Reading) -> None:
    viewer = reading.viewer
    payload = {"block": block.title, "period": reading.period.name, "rows": len(block.rows)}
    with transaction.atomic():
        record(
            chain=viewer.person.chain,
            kind="report.exported",
            at=viewer.now,
            by=viewer.person,
            payload=payload,
        )
