"""The shown name of a file, whatever a browser sends."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.names import LONGEST_NAME, clean_name, extension_of

CASES = {
    "整改后照片.jpg": "整改后照片.jpg",
    "../../etc/passwd": "passwd",
    "C:\\Users\\王\\整改报告.docx": "整改报告.docx",
    "．．／秘密.pdf": "秘密.pdf",
    "a\r\nSet-Cookie: x.pdf": "a Set-Cookie_ x.pdf",
    "photo\u202egpj.exe": "photogpj.exe",
    "zero\u200bwidth\0.pdf": "zerowidth.pdf",
    ".htaccess": "htaccess",
    "report.pdf. . ": "report.pdf",
    "Cafe\u0301.pdf": "Café.pdf",
    "": "未命名",
    "/": "未命名",
    "…": "…",
}


@pytest.mark.parametrize(("raw", "shown"), CASES.items())
def test_a_name_is_shown_without_what_could_mislead(raw: str, shown: str) -> None:
    assert clean_name(raw) == shown


def test_an_endless_name_is_cut_and_keeps_its_extension() -> None:
    shown = clean_name("长" * 5000 + ".docx")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith("长.docx")


@given(st.text(max_size=300))
@example("a." + "\u0301" * 90)
@example("\ud800.pdf")
@example("x" * 76 + " ..pdf")
def test_any_name_becomes_one_short_clean_line(raw: str) -> None:
    shown = clean_name(raw)
    assert 0 < len(shown) <= LONGEST_NAME
    assert clean_name(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not set(shown) & set('/\\／＼<>:"|?*')
    assert not shown.startswith(".")


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.JPG", "jpg"),
        ("a.tar.gz", "gz"),
        ("a", ""),
        (".pdf", ""),
        ("a.", ""),
        ("a.b c", ""),
        ("版本1.2 说明", ""),
    ],
)
def test_the_extension_is_what_follows_the_last_dot(name: str, extension: str) -> None:
    assert extension_of(name) == extension
