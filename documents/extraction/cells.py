"""The child process: ``python -m documents.extraction.cells`` prints the cells of the first sheet on standard input.

The file is judged as evidence is before anything reads it: zip bombs, macros and references to the outside end there.
Formulas are never worked out; a cell that holds one only says so.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

import openpyxl

from documents.child import answer
from documents.intake.office import check_office
from documents.intake.refusal import Reason, Refused

MOST_ROWS = 1_000
MOST_COLUMNS = 120
LONGEST = 10_100  # characters of one cell: a little more than any field takes


def read(stream: BinaryIO) -> Mapping[str, object]:
    """``rows`` pairs the number of each row that is not empty with its cells; ``refused`` says why there are none."""
    try:
        check_office(stream, "xlsx")
        stream.seek(0)
        return {"rows": list(_rows(stream))}
    except Refused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"refused": Reason.OFFICE_TOO_LARGE}
    except Exception:  # noqa: BLE001  the library raises what it likes on hostile bytes
        return {"refused": Reason.OFFICE_BROKEN}


def _rows(stream: BinaryIO) -> Iterator[tuple[int, list[object]]]:
    book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
    if not book.worksheets:
        raise Refused(Reason.OFFICE_BROKEN)
    sheet = book.worksheets[0]
    # What the file says of its own size is not believed, in either direction.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1):
        cells = [_cell(cell.value, cell.data_type) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells
    book.close()


def _cell(value: Any, kind: str) -> object:
    if kind in {"f", "e"}:
        return [kind]
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return ["b", value]
    if isinstance(value, datetime | date):
        return ["d", value.isoformat()[:10]]
    if isinstance(value, int | float):
        return ["n", repr(value)[:40]]
    return ["s", str(value)[:LONGEST].encode("utf-8", "ignore").decode()]


def _warm_up() -> None:
    """Have the library load all that it needs: once limited, this process can open no file."""
    book = openpyxl.Workbook()
    book.active.append(["甲", 1, date(2026, 1, 1), "=1+1", True])
    written = io.BytesIO()
    book.save(written)
    list(_rows(written))


if __name__ == "__main__":
    _warm_up()
    answer(read)
