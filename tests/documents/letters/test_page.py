"""Paper, margins, type and the file itself, as GB/T 9704-2012 has them."""

import dataclasses
import hashlib
import io
import time
import zipfile
from datetime import UTC, date, datetime

import pytest
from docx.oxml.ns import qn

from documents.letters import LetterContent, render
from tests.documents.letters.opened import Opened
from tests.documents.letters.samples import ALL, CIRCULAR, RECTIFICATION, URGING

EVERY_LETTER = pytest.mark.parametrize("content", ALL.values(), ids=ALL)


@EVERY_LETTER
def test_paper_is_a4_with_the_margins_of_the_standard(content: LetterContent) -> None:
    section = Opened(content).section
    assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)
    assert section.bottom_margin.mm == pytest.approx(35, abs=0.1)
    assert section.left_margin.mm == pytest.approx(28, abs=0.1)
    assert section.right_margin.mm == pytest.approx(26, abs=0.3)


@EVERY_LETTER
def test_page_holds_22_lines_on_a_grid_of_lines_only(content: LetterContent) -> None:
    opened = Opened(content)
    grid = opened.section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 28.95 <= pitch <= 28.99
    assert int(opened.text_height // pitch) == 22


def test_body_is_third_size_fang_song_28_characters_to_the_line() -> None:
    opened = Opened(URGING)
    body = opened.paragraph("你校课后服务整改案件")
    assert set(body.faces()) == {"仿宋_GB2312"}
    assert body.size == 16
    assert 28.95 <= body.pitch <= 28.99
    assert body.value("r/rPr/spacing") == "-4"
    assert body.value("pPr/ind", "firstLineChars") == "200"
    assert int(opened.text_width // (16 - 0.2)) == 28


def test_levels_are_set_in_hei_then_kai_then_fang_song() -> None:
    opened = Opened(CIRCULAR)
    assert opened.paragraph("一、").faces() == ["黑体"]
    assert opened.paragraph("（一）").faces() == ["楷体_GB2312", "仿宋_GB2312"]
    assert opened.paragraph("1.").faces() == ["仿宋_GB2312"]
    assert {opened.paragraph(text).size for text in ("一、", "（一）", "1.")} == {16}


@EVERY_LETTER
def test_every_run_names_its_east_asian_face(content: LetterContent) -> None:
    faces = {face for paragraph in Opened(content).paragraphs for face in paragraph.faces()}
    assert faces <= {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"}


@EVERY_LETTER
def test_page_numbers_are_fields_on_the_outer_edges(content: LetterContent) -> None:
    section = Opened(content).section
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.find(f".//{qn('w:instrText')}").text.strip() == "PAGE"
        assert paragraph._p.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "宋体"
        assert paragraph.runs[0].font.size.pt == 14
        assert paragraph._p.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
        assert paragraph._p.find(f".//{qn('w:ind')}").get(qn(f"w:{side}")) == "280"


def test_only_the_letter_format_leaves_the_first_page_unnumbered() -> None:
    letter, circular = Opened(RECTIFICATION).section, Opened(CIRCULAR).section
    assert letter.different_first_page_header_footer
    assert not any(paragraph.text for paragraph in letter.first_page_footer.paragraphs)
    assert not circular.different_first_page_header_footer


@EVERY_LETTER
def test_equal_contents_give_equal_bytes(content: LetterContent) -> None:
    first = render(content)
    time.sleep(0.01)
    again = render(dataclasses.replace(content))
    assert hashlib.sha256(first).digest() == hashlib.sha256(again).digest()


def test_another_day_of_issue_gives_other_bytes() -> None:
    assert render(URGING) != render(dataclasses.replace(URGING, issued_on=date(2026, 5, 18)))


def test_properties_carry_title_issuer_and_day_of_issue() -> None:
    properties = Opened(URGING).document.core_properties
    assert properties.title == URGING.title
    assert properties.author == properties.last_modified_by == URGING.issuer
    assert properties.created == properties.modified == datetime(2026, 5, 15, tzinfo=UTC)


def test_file_holds_no_picture_and_no_link_to_the_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(render(RECTIFICATION))) as archive:
        names = archive.namelist()
        assert not [name for name in names if name.endswith((".jpeg", ".png", ".bin"))]
        assert not [name for name in names if b'TargetMode="External"' in archive.read(name)]
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 4, 24)}


def test_rendering_takes_at_most_150_milliseconds() -> None:
    render(RECTIFICATION)
    best = min(_seconds(RECTIFICATION) for _ in range(5))
    assert best < 0.15


def _seconds(content: LetterContent) -> float:
    started = time.perf_counter()
    render(content)
    return time.perf_counter() - started
