"""The heads of the three layouts, measured in the file."""

import dataclasses

import pytest

from tests.documents.letters.opened import Opened, Set
from tests.documents.letters.samples import CIRCULAR, CLOSURE, RECTIFICATION, SECOND_RECTIFICATION


@pytest.mark.parametrize(
    ("issuer", "size"),
    [("教育局", 62), ("青山湖区教育局", 49), ("南昌市青山湖区教育体育局", 31.5), ("某" * 40, 10.5)],
)
def test_red_head_shrinks_with_the_length_of_the_name(issuer: str, size: float) -> None:
    head = Opened(dataclasses.replace(CIRCULAR, issuer=issuer)).paragraph(f"{issuer}文件")
    assert head.size == size
    assert head.size * len(f"{issuer}文件") <= 442
    assert head.value("r/rPr/color") == "FF0000"
    assert head.faces() == ["方正小标宋简体"]


def test_red_rule_lies_4_mm_below_the_number_and_is_as_wide_as_the_text() -> None:
    number = Opened(CIRCULAR).paragraph("湖教体政字")
    width, colour = number.rule("bottom")
    assert 0.35 <= width <= 0.5
    assert colour == "FF0000"
    assert (number.indent("left"), number.indent("right")) == (0, 0)
    assert number.value("pPr/jc") == "center"


@pytest.mark.parametrize(
    "typed",
    ["湖教体督改[2026]1号", "湖教体督改（2026）1号", "湖教体督改【2026】1号", "湖教体督改〔2026〕1号"],
)
def test_year_of_the_number_stands_in_hexagonal_brackets(typed: str) -> None:
    opened = Opened(dataclasses.replace(RECTIFICATION, number=typed))
    assert opened.paragraph("\t湖教体督改").text == "\t湖教体督改〔2026〕1号"


def test_letter_bears_its_name_and_double_rules_in_head_and_foot_of_page_one() -> None:
    opened = Opened(RECTIFICATION)
    section = opened.section
    name, top = (Set(node._p) for node in section.first_page_header.paragraphs)
    (bottom,) = (Set(node._p) for node in section.first_page_footer.paragraphs)
    assert (name.text, name.size, name.value("r/rPr/color")) == (RECTIFICATION.issuer, 36.5, "FF0000")
    assert section.header_distance.mm == pytest.approx(30, abs=0.1)
    assert section.footer_distance.mm == pytest.approx(20, abs=0.1)
    assert top.rule("top")[0] > top.rule("bottom")[0]
    assert bottom.rule("top")[0] < bottom.rule("bottom")[0]
    for rule in (top, bottom):
        assert rule.rule("top")[1] == rule.rule("bottom")[1] == "FF0000"
        width = opened.text_width - rule.indent("left") - rule.indent("right")
        assert width / 72 * 25.4 == pytest.approx(170, abs=0.1)


def test_urgency_stands_left_and_the_number_flush_right_on_one_line() -> None:
    opening = Opened(SECOND_RECTIFICATION).paragraph("加急")
    assert opening.text == "加急\t湖教体督改〔2026〕4号"
    assert opening.faces()[0] == "黑体"
    assert opening.value("pPr/tabs/tab") == "right"


def test_title_is_second_size_and_centred_two_lines_below_the_head() -> None:
    for content in (RECTIFICATION, CIRCULAR):
        title = Opened(content).paragraph("关于")
        assert (title.size, title.faces(), title.value("pPr/jc")) == (22, ["方正小标宋简体"], "center")
        assert title.spacing("before") == pytest.approx(2 * 28.95, abs=0.1)


def test_addressee_stands_flush_left_with_one_full_width_colon() -> None:
    for typed in ("松涛中学", "松涛中学：", "松涛中学:"):
        addressee = Opened(dataclasses.replace(RECTIFICATION, addressee=typed)).paragraph("松涛中学")
        assert addressee.text == "松涛中学："
        assert addressee.indent("firstLine") == 0
        assert addressee.spacing("before") == pytest.approx(28.95, abs=0.1)


def test_form_has_no_red_and_its_own_number_at_the_right() -> None:
    opened = Opened(CLOSURE)
    assert not [paragraph for paragraph in opened.paragraphs if paragraph.value("r/rPr/color")]
    number = opened.paragraph("编号：")
    assert (number.text, number.value("pPr/jc")) == ("编号：QSH-ZG-2026-000123", "right")
