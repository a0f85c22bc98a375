"""One block as xlsx: who took it out and when stands in it and in the trail."""

from dataclasses import dataclass
from io import BytesIO

from django.db import transaction
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from casework.audit.services import record
from casework.inbox.wording.days import moment_text
from casework.inbox.wording.people import person_text
from casework.reports.block import Block, Cell
from casework.reports.reading import Reading
from documents.spreadsheets import put_text


@dataclass(frozen=True)
class Export:
    content: bytes
    name: str

    @property
    def disposition(self) -> str:
        return str(content_disposition_header(True, self.name))


def export(*, block: Block, reading: Reading) -> Export:
    """The table of ``block``; texts stay texts, whatever sign they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(block.title[:31])
    sheet.append([_written(sheet, _mark(reading))])
    sheet.append([_written(sheet, f"{block.title} · {reading.period.name}", bold=True)])
    sheet.append([_written(sheet, block.basis)])
    sheet.append([_written(sheet, column, bold=True) for column in block.columns])
    for row in block.rows:
        sheet.append([_written(sheet, _value(cell)) for cell in (row.label, *row.cells)])
    written = BytesIO()
    book.save(written)
    _keep(block, reading)
    return Export(written.getvalue(), f"{block.title} {reading.period.name} {reading.viewer.today}.xlsx")


def _mark(reading: Reading) -> str:
    who, when = person_text(reading.viewer.person), moment_text(reading.viewer.now, reading.viewer.language)
    return _("%(who)s于%(when)s从办结导出，只供工作使用。") % {"who": who, "when": when}


def _value(cell: Cell) -> object:
    """Numbers as numbers; what is said in words where there is none."""
    return cell.value if cell.is_number else cell.words


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
