"""Has an uploaded Excel file read in the limited child, and believes its answer no further than its shape."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from documents.confined import read_confined
from documents.extraction.cells import MOST_ROWS
from documents.intake.refusal import Reason
from documents.intake.sentences import SENTENCES

MOST_BYTES = 2 * 1024 * 1024
_KINDS = {"s": str, "n": str, "d": str, "b": bool, "f": None, "e": None}


class SheetRefused(Exception):
    """The file is not read; the message is a sentence."""


@dataclass(frozen=True)
class Cell:
    """``kind`` is s (text), n (number as text), d (ISO date), b (boolean), f (a formula) or e (an error of one)."""

    name: str
    kind: str
    value: Any = None


@dataclass(frozen=True)
class Sheet:
    """Rows by their number in the sheet, from 1; a row maps places of columns, from 0, to the cells that hold something."""

    rows: Mapping[int, Mapping[int, Cell]]


def read_sheet(stream: BinaryIO, *, name: str, size: int) -> Sheet:
    """The first sheet of an uploaded xlsx file. Takes up to two seconds; call it outside a transaction.

    Raises SheetRefused.
    """
    if not name.lower().endswith(".xlsx"):
        raise SheetRefused(_("只能导入 xlsx 格式的表。请用 Excel 或 WPS 另存为 xlsx 后再导入。"))
    if size > MOST_BYTES:
        raise SheetRefused(_("这个表超过 2 MB，太大了。请只保留要导入的行再试。"))
    with tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(stream, spool)
        said = read_confined("documents.extraction.cells", "", stream=spool)
    refused = said.get("refused")
    if isinstance(refused, str) and refused in set(Reason):
        raise SheetRefused(_(SENTENCES[Reason(refused)]))
    rows = _understood(said.get("rows"))
    if rows is None:
        raise SheetRefused(
            _("这个表太大、过于复杂或已损坏，没能读出来。请下载空白表，把内容粘贴进去再导入。")
        )
    if any(number > MOST_ROWS for number in rows):
        raise SheetRefused(_("这个表超过 %(most)s 行。请只保留要导入的行再试。") % {"most": MOST_ROWS})
    return Sheet(rows)


def _understood(said: Any) -> Mapping[int, Mapping[int, Cell]] | None:
    try:
        return {int(number): _row(int(number), cells) for number, cells in said}
    except (TypeError, ValueError, KeyError, IndexError):
        return None


def _row(number: int, cells: Any) -> dict[int, Cell]:
    return {
        place: _cell(f"{column_letters(place)}{number}", cell) for place, cell in enumerate(cells) if cell
    }


def _cell(name: str, said: Any) -> Cell:
    kind, *rest = said
    wanted = _KINDS[kind]
    value = rest[0] if wanted else None
    if wanted and not isinstance(value, wanted):
        raise TypeError(kind)
    return Cell(name, kind, value)


def column_letters(place: int) -> str:
    """A for 0, AA for 26."""
    letters, left = "", place + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
