"""The text of a paper, tidied; labels in it, and the words around a place."""

import re
import unicodedata
from collections.abc import Iterable

_SPACES = re.compile(r"[^\S\n\t]+")
_CELLS = re.compile(r" ?\t[ \t]*")
_LONGEST_EXCERPT = 60
# A label may be spread over its line, and stands apart from what it labels by a colon, a cell, or a line.
_BETWEEN = r"[^\S\n]*[:\t]?[^\S\n]*\n?[^\S\n]*"


def tidied(text: str) -> str:
    """One kind of digit, colon and bracket (NFKC also mends the radicals of some fonts), one space, Unix lines."""
    plain = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_CELLS.sub("\t", _SPACES.sub(" ", line)).strip() for line in plain.split("\n"))


def labelled(labels: Iterable[str], value: str) -> re.Pattern[str]:
    """``value`` as the group of that name after one of the labels, the longest first."""
    spread = (r"[^\S\n]*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?<![一-龥])(?:{'|'.join(spread)}){_BETWEEN}(?P<value>{value})")


def excerpt(text: str, start: int, end: int) -> str:
    """The line or lines of the place, at most 60 characters of them, with the place inside."""
    left = text.rfind("\n", 0, start) + 1
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    if right - left > _LONGEST_EXCERPT:
        room = max(0, _LONGEST_EXCERPT - (end - start)) // 2
        left, right = max(left, start - room), min(right, end + room)
    return " ".join(text[left:right].split())[:_LONGEST_EXCERPT]
