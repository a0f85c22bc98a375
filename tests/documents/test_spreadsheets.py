"""An uploaded table is hostile until it is read: bounded, unbelieved, and never worked out."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.spreadsheets import Column, Kind, Sheet, SheetRefused, read_sheet, write_table
from tests.documents import files
from tests.documents.hostile.weighing import MEGABYTE, weigh

SECONDS = 2.2  # the system counts whole ticks, and ending costs a little
SHEET = "xl/worksheets/sheet1.xml"
ROW = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]><x>&j;</x>"  # fmt: skip


def read(content: bytes, name: str = "表.xlsx") -> Sheet:
    return read_sheet(io.BytesIO(content), name=name, size=len(content))


def values(content: bytes) -> dict[int, list[Any]]:
    return {number: [cell.value for cell in row.values()] for number, row in read(content).rows.items()}


def book(*rows: list[Any]) -> bytes:
    made, written = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(written)
    return written.getvalue()


def sheet_of(*pieces: str, times: int = 1) -> bytes:
    """A workbook whose sheet holds these pieces; the middle one as often as told."""
    before, middle, after = pieces
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(files.excel())) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != SHEET:
                new.writestr(entry.filename, old.read(entry))
        with new.open(SHEET, "w") as part:
            part.write(f'<worksheet xmlns="{NAMESPACE}">{before}'.encode())
            for _ in range(times):
                part.write(middle.encode())
            part.write(f"{after}</worksheet>".encode())
    return written.getvalue()


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_cells_come_typed_under_the_number_of_their_row() -> None:
    made = book(["甲", 12, 1.5, date(2026, 5, 1), datetime(2026, 5, 2, 9, 0), True, None], [], [None, "乙"])
    found = read(made).rows
    assert [(c.name, c.kind, c.value) for c in found[1].values()] == [
        ("A1", "s", "甲"), ("B1", "n", "12"), ("C1", "n", "1.5"), ("D1", "d", "2026-05-01"),
        ("E1", "d", "2026-05-02"), ("F1", "b", True),
    ]  # fmt: skip
    assert list(found) == [1, 3]
    assert found[3][1].name == "B3"


def test_a_formula_is_named_and_not_worked_out() -> None:
    found = read(book(["=1+1", '=HYPERLINK("http://x","y")', "#DIV/0!"])).rows[1]
    assert [(cell.name, cell.kind, cell.value) for cell in found.values()] == [
        ("A1", "f", None), ("B1", "f", None), ("C1", "e", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是 Word 或 Excel"),
        (files.word(), "与后缀不符"),
        (files.photo(), "不是 Word 或 Excel"),
        (files.excel()[:-100], "打不开"),
        (files.with_parts(files.excel(), {"xl/vbaProject.bin": b"\xd0\xcf"}), "有宏"),
        (files.with_parts(files.excel(), {"xl/worksheets/laughs.xml": LAUGHS.encode()}), "结构不安全"),
        (
            files.with_parts(
                files.excel(),
                {
                    "xl/_rels/more.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                    b'2006/relationships"><Relationship Id="r1" Type="http://x/externalLinkPath" '
                    b'Target="http://elsewhere/b.xlsx" TargetMode="External"/></Relationships>'
                },
            ),
            "引用了外部",
        ),
    ],
)
def test_what_evidence_may_not_be_a_table_may_not_be_either(content: bytes, said: str) -> None:
    with pytest.raises(SheetRefused, match=said):
        read(content)


BOMBS = {
    "a gigabyte of spaces": lambda: sheet_of("<sheetData>", " " * 1_000_000, "</sheetData>", times=1_000),
    "a million rows": lambda: sheet_of("<sheetData>", ROW.format(n=1, text="x") * 1_000, "</sheetData>", times=1_000),
    "cells without end": lambda: sheet_of(
        '<sheetData><row r="1">', '<c t="inlineStr"><is><t>x</t></is></c>' * 10_000, "</row></sheetData>", times=100
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_file_that_would_be_large_is_refused_within_the_limits(bomb: str) -> None:
    content = BOMBS[bomb]()
    found = weigh(content, "xlsx", "documents.extraction.cells")
    assert found.said == "OFFICE_TOO_LARGE" or not found.answer
    assert found.seconds <= SECONDS
    assert found.peak <= 256 * MEGABYTE
    with pytest.raises(SheetRefused, match=r"没能读出来|解开后太大"):
        read(content)


def test_a_text_of_40_mb_is_cut_short_within_the_limits() -> None:
    before, after = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>', "</t></is></c></row></sheetData>"
    content = sheet_of(before, "字" * 100_000, after, times=130)
    found = weigh(content, "xlsx", "documents.extraction.cells")
    assert found.seconds <= SECONDS
    assert found.peak <= 256 * MEGABYTE
    assert len(dict(found.answer)["rows"][0][1][0][1]) == 10_100


def test_a_row_far_down_is_not_walked_to() -> None:
    far = sheet_of(
        "<sheetData>", ROW.format(n=1, text="甲") + ROW.format(n=1_048_576, text="乙"), "</sheetData>"
    )
    assert values(far) == {1: ["甲"]}


def test_what_a_file_says_of_its_own_size_is_not_believed() -> None:
    made = sheet_of('<dimension ref="A1:A1"/><sheetData>', "".join(ROW.format(n=n, text="x") for n in (1, 2)),
                    "</sheetData>")  # fmt: skip
    assert list(values(made)) == [1, 2]


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(WORDS, st.decimals(-1000, 1000, places=2)), min_size=1, max_size=20))
def test_text_and_numbers_come_back_as_they_were_written(rows: list[tuple[str, Decimal]]) -> None:
    columns = [Column("甲"), Column("乙", Kind.MONEY)]
    found = read(write_table("表", columns, rows)).rows
    for number, (text, amount) in enumerate(rows, 2):
        assert (found[number][0].kind, found[number][0].value) == ("s", text)
        assert Decimal(found[number][1].value) == amount


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_is_written_as_text(text: str) -> None:
    made = write_table("表", [Column(text), Column("乙", choices=[text])], [[text, text]])
    book_again = openpyxl.load_workbook(io.BytesIO(made))
    cells = [book_again.worksheets[0]["A2"], book_again.worksheets[0]["A1"], book_again["选项"]["A1"]]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
