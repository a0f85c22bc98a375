"""Dates as papers write them: 2026年4月24日, 2026-04-24, 2026.4.24, 二〇二六年四月二十四日; and 长期, without end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

OPEN_ENDED = "长期"
EARLIEST, LATEST = 1949, 2149
_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_IN_FIGURES = (
    r"(?<!\d)(?P<y>\d{4})\s?(?P<s>[-./年])\s?(?P<m>\d{1,2})\s?(?:(?P=s)|月)\s?(?P<d>\d{1,2})\s?(?:日|(?!\d))"
)
_IN_WORDS = r"(?P<yw>[〇○零一二三四五六七八九]{4})年(?P<mw>[一二三四五六七八九十]{1,2})月(?P<dw>[一二三四五六七八九十]{1,3})日"
_OPEN = r"长期(?!合作)|永久|无固定期限"
_DATE = re.compile(rf"{_IN_FIGURES}|{_IN_WORDS}|(?P<open>{_OPEN})")


@dataclass(frozen=True)
class FoundDate:
    """A day, or None for one that never comes, and where in the text it stands."""

    day: date | None
    start: int
    end: int

    @property
    def value(self) -> str:
        return self.day.isoformat() if self.day else OPEN_ENDED


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date in the order of the text; what is no day of the calendar is passed over."""
    for match in _DATE.finditer(text):
        if match["open"]:
            yield FoundDate(None, *match.span())
        elif day := _day(match):
            yield FoundDate(day, *match.span())


def _day(match: re.Match[str]) -> date | None:
    if match["y"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        year = int("".join(_DIGITS[character] for character in match["yw"]))
        month, day = _number(match["mw"]), _number(match["dw"])
    try:
        return date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None


def _number(words: str) -> int:
    """Up to ninety-nine, as in 二十四; 0 for what is no number."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(_DIGITS[words]) if len(words) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return int(_DIGITS[tens or "一"]) * 10 + int(_DIGITS[ones or "〇"])
