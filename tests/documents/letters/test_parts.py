"""Tables, attachments, signature, imprint and reply slip, measured in the file."""

import dataclasses
import io
from typing import Any

import pytest
import segno
from docx.oxml.ns import qn
from PIL import Image

from documents.letters import Annex, Column, Paragraph, Style, Table, render
from documents.letters.content import RowTooLong
from documents.letters.pictures import CODE
from documents.letters.tables import column_widths
from tests.documents.letters.opened import Opened
from tests.documents.letters.samples import CIRCULAR, CLOSURE, RECTIFICATION, SECOND_RECTIFICATION, URGING


def test_columns_together_are_as_wide_as_the_text() -> None:
    for columns in (
        [Column("", 12), Column(""), Column("", 30)],
        [Column("", 100), Column("", 100)],
        [Column("")] * 7,
    ):
        widths = column_widths(columns)
        assert sum(widths) / 20 / 72 * 25.4 == pytest.approx(156, abs=0.3)
    assert column_widths([Column("", 12), Column("")])[0] / 20 / 72 * 25.4 == pytest.approx(12, abs=0.1)


def test_table_has_thin_black_rules_a_repeated_head_and_whole_rows() -> None:
    table = Opened(RECTIFICATION).document.tables[0]._tbl
    borders = table.tblPr.find(qn("w:tblBorders"))
    assert {edge.get(qn("w:color")) for edge in borders} == {"000000"}
    assert {edge.get(qn("w:sz")) for edge in borders} == {"4"}
    rows = [row.find(qn("w:trPr")) for row in table.tr_lst]
    assert [_has(row, "tblHeader") for row in rows] == [True, False, False, False]
    assert all(_has(row, "cantSplit") for row in rows)


def test_cells_are_fourth_size_or_smaller() -> None:
    assert _sizes(SECOND_RECTIFICATION) == {14}
    assert _sizes(RECTIFICATION) == {12}


def test_a_table_without_labels_is_a_grid_of_names_and_values() -> None:
    table = Opened(CLOSURE).document.tables[0]
    faces = [
        cell._tc.find(f".//{qn('w:r')}//{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for cell in table.rows[0].cells
    ]
    assert faces == ["黑体", "仿宋_GB2312", "黑体", "仿宋_GB2312"]


def test_a_row_with_too_many_cells_is_refused() -> None:
    with pytest.raises(RowTooLong):
        Table("表", [Column("一")], [["1", "2"]])


def test_a_code_that_is_to_be_scanned_is_printed_as_a_picture_large_enough_for_a_phone() -> None:
    address = "https://banjie.example.cn/check/abc/"
    checked = dataclasses.replace(CLOSURE, verification="扫码核对。", verification_code=address)
    opened = Opened(checked)
    [picture] = opened.document.inline_shapes
    assert picture.width.mm == picture.height.mm == pytest.approx(28, abs=0.1)
    blob = opened.document.part.rels[CODE].target_part.blob
    printed = Image.open(io.BytesIO(blob)).convert("1")
    matrix = segno.make(address, error="m").matrix
    assert [
        [printed.getpixel((8 * (x + 2) + 4, 8 * (y + 2) + 4)) == 0 for x in range(len(matrix))]
        for y in range(len(matrix))
    ] == [[bool(dark) for dark in row] for row in matrix]
    assert address in opened.document.element.body.xml
    assert render(checked) == render(checked)


def test_attachments_are_numbered_below_one_blank_line_without_end_punctuation() -> None:
    opened = Opened(dataclasses.replace(RECTIFICATION, attachments=["甲目录。", "乙文本；"]))
    first, second = opened.paragraph("附件：1."), opened.paragraph("2.乙")
    assert (first.text, second.text) == ("附件：1.甲目录", "2.乙文本")
    assert first.spacing("before") == pytest.approx(28.95, abs=0.1)
    assert first.indent("left") - first.indent("hanging") == pytest.approx(2 * 15.8, abs=0.1)
    only = Opened(dataclasses.replace(RECTIFICATION, attachments=["甲目录"]))
    assert only.paragraph("附件：").text == "附件：甲目录"


def test_date_stands_four_characters_from_the_edge_with_the_issuer_centred_above() -> None:
    opened = Opened(URGING)
    day = opened.paragraph("2026年5月15日")
    issuer = opened.before("2026年5月15日")
    assert issuer.text == URGING.issuer
    em = 16 - 0.2
    assert day.indent("right") == pytest.approx(4 * em, abs=0.1)
    # 2026年5月15日 is 3 Han characters and 7 halves, 6.5 wide; the issuer has 12.
    assert day.indent("right") + 6.5 / 2 * em == pytest.approx(issuer.indent("right") + 6 * em, abs=0.2)
    assert day.node.find(qn("w:bookmarkStart")).get(qn("w:name")) == "seal"


def test_a_long_issuer_never_reaches_beyond_the_edge() -> None:
    opened = Opened(dataclasses.replace(URGING, signer_name="某" * 26))
    assert opened.paragraph("某某").indent("right") >= 0


def test_note_below_the_date_stands_in_brackets() -> None:
    note = Opened(URGING).paragraph("（联系")
    assert note.text == "（联系岗位：基教科课后服务管理岗）"
    assert note.value("pPr/ind", "firstLineChars") == "200"


def test_imprint_of_a_document_lies_between_rules_at_the_foot_of_the_last_page() -> None:
    imprint = Opened(CIRCULAR).document.tables[-1]._tbl
    edges = {edge.tag.split("}")[1]: int(edge.get(qn("w:sz"))) / 8 / 72 * 25.4 for edge in _borders(imprint)}
    assert edges["top"] == edges["bottom"] == pytest.approx(0.35, abs=0.01)
    assert edges["insideH"] == pytest.approx(0.25, abs=0.02)
    place = imprint.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    copies, printed = (
        node.text for node in Opened(CIRCULAR).paragraphs if "抄送" in node.text or "印发" in node.text[-2:]
    )
    assert copies == "抄送：区政府办公室，市教育局，区政府教育督导室，各直属单位。"
    assert printed.endswith("\t2026年6月5日印发")


def test_imprint_of_a_letter_has_neither_rules_nor_printer() -> None:
    opened = Opened(SECOND_RECTIFICATION)
    assert not list(_borders(opened.document.tables[-1]._tbl))
    assert opened.paragraph("抄送：").size == 14
    assert "印发" not in [node.text[-2:] for node in opened.paragraphs]


def test_reply_slip_follows_a_dashed_line_and_stays_on_one_page() -> None:
    opened = Opened(RECTIFICATION)
    cut = opened.paragraph("沿此线裁开")
    assert cut.value("pPr/pBdr/bottom") == "dashed"
    slip = opened.paragraphs[opened.paragraphs.index(cut) :]
    assert slip[1].text.replace(" ", "") == "回执"
    assert all(node.node.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for node in slip[:-1])
    # What belongs to the letter stays on this side of the scissors.
    assert opened.text.index("抄送：") < opened.text.index("沿此线裁开")


def test_the_last_paragraph_of_the_text_stays_with_the_signature() -> None:
    opened = Opened(URGING)
    for text in ("请督促责任人", URGING.issuer, "2026年5月15日"):
        assert opened.paragraph(text).node.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_annexes_begin_on_new_pages_and_are_listed_before_other_attachments() -> None:
    annexes = [Annex(title, [Paragraph(Style.BODY, "略")]) for title in ("甲表", "乙表")]
    opened = Opened(dataclasses.replace(URGING, annexes=annexes, attachments=["丙卷"]))
    assert opened.paragraph("3.").text == "3.丙卷"
    for mark in ("附件1", "附件2"):
        paragraph = opened.paragraph(mark)
        assert paragraph.faces() == ["黑体"]
        assert paragraph.node.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None


def _has(properties: Any, tag: str) -> bool:
    return properties.find(qn(f"w:{tag}")) is not None


def _borders(table: Any) -> Any:
    return table.tblPr.find(qn("w:tblBorders"))


def _sizes(content: Any) -> set[float]:
    table = Opened(content).document.tables[0]._tbl
    return {int(size.get(qn("w:val"))) / 2 for size in table.iterfind(f".//{qn('w:r')}//{qn('w:sz')}")}
