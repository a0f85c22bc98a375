"""Text as it may stand on paper: printable characters, dates, numbers, and how wide it will be."""

import re
import unicodedata
from datetime import date

# What XML 1.0 cannot carry: C0 except tab and line feed, surrogates, U+FFFE and U+FFFF.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_YEAR_IN_BRACKETS = re.compile(r"[\[［(（【〔〖]\s*(\d{4})\s*[\]］)）】〕〗]")


def printable(text: str) -> str:
    """The text without the characters that a document cannot hold; every line break becomes a line feed."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def lines_of(text: str) -> list[str]:
    """Its printable lines that are not blank."""
    return [line.strip(" \t") for line in printable(text).split("\n") if line.strip()]


def one_line(text: str) -> str:
    return " ".join(lines_of(text))


def chinese_date(day: date) -> str:
    """2026年4月24日: Arabic digits without zero padding (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def issue_number(number: str) -> str:
    """A 发文字号 with its year in hexagonal brackets, whatever brackets were typed (7.2.5)."""
    return _YEAR_IN_BRACKETS.sub(r"〔\1〕", one_line(number))


def width_in_characters(text: str) -> float:
    """Width in Han characters: half-width letters and digits count one half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
