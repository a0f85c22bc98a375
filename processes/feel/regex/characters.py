"""Sets of characters as XML Schema regular expressions name them (XSD part 2, appendix F)."""

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

Holds: TypeAlias = Callable[[str], bool]

_BLOCKS = {
    "IsBasicLatin": (0x0, 0x7F),
    "IsLatin-1Supplement": (0x80, 0xFF),
    "IsLatinExtended-A": (0x100, 0x17F),
    "IsLatinExtended-B": (0x180, 0x24F),
    "IsGreek": (0x370, 0x3FF),
    "IsGreekandCoptic": (0x370, 0x3FF),
    "IsCyrillic": (0x400, 0x4FF),
    "IsHebrew": (0x590, 0x5FF),
    "IsArabic": (0x600, 0x6FF),
    "IsGeneralPunctuation": (0x2000, 0x206F),
    "IsCJKSymbolsandPunctuation": (0x3000, 0x303F),
    "IsHiragana": (0x3040, 0x309F),
    "IsKatakana": (0x30A0, 0x30FF),
    "IsCJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "IsHalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
}
_CATEGORIES = re.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")


def between(low: str, high: str) -> Holds:
    return lambda char: low <= char <= high


def one(wanted: str) -> Holds:
    return lambda char: char == wanted


def negated(holds: Holds) -> Holds:
    return lambda char: not holds(char)


def any_of(parts: tuple[Holds, ...]) -> Holds:
    return lambda char: any(holds(char) for holds in parts)


def without(holds: Holds, excluded: Holds) -> Holds:
    return lambda char: holds(char) and not excluded(char)


def either_case(holds: Holds) -> Holds:
    return lambda char: holds(char) or holds(char.lower()) or holds(char.upper())


def property_named(name: str) -> Holds | None:
    """The characters of a Unicode category or block; None for a name that is neither."""
    if name in _BLOCKS:
        low, high = _BLOCKS[name]
        return lambda char: low <= ord(char) <= high
    if _CATEGORIES.fullmatch(name):
        return lambda char: unicodedata.category(char).startswith(name)
    return None


def _name_start(char: str) -> bool:
    return char in "_:" or unicodedata.category(char)[0] == "L"


def _name_part(char: str) -> bool:
    return char in "_:-.·" or unicodedata.category(char)[0] in "LM" or unicodedata.category(char) == "Nd"


def _anything(char: str) -> bool:
    return True


def _not_line_end(char: str) -> bool:
    return char not in "\n\r"


anything: Holds = _anything
not_line_end: Holds = _not_line_end
_LOWER: dict[str, Holds] = {
    "d": lambda char: char.isdecimal(),
    "s": lambda char: char in " \t\n\r",
    "w": lambda char: unicodedata.category(char)[0] not in "PZC",
    "i": _name_start,
    "c": _name_part,
}
CLASSES: dict[str, Holds] = _LOWER | {name.upper(): negated(holds) for name, holds in _LOWER.items()}
ESCAPED = {"n": "\n", "r": "\r", "t": "\t"} | {char: char for char in "\\|.-^?*+{}()[]$"}
