"""Which characters make names, which words are reserved, and names that only a list of known names can
settle."""

import re
from collections.abc import Iterable

RESERVED = {
    "if": "_IF",
    "then": "_THEN",
    "else": "_ELSE",
    "for": "_FOR",
    "in": "_IN",
    "return": "_RETURN",
    "some": "_SOME",
    "every": "_EVERY",
    "satisfies": "_SATISFIES",
    "between": "_BETWEEN",
    "and": "_AND",
    "or": "_OR",
    "function": "_FUNCTION",
    "true": "TRUE",
    "false": "FALSE",
    "null": "NULL",
}
# Built-in names with a reserved word inside; other multi-word names are simply adjacent words.
STANDARD = ("date and time", "days and time duration", "years and months duration")

SPACE = "\\s\u0085\u180e\u200b\ufeff"
# DMN 1.5 grammar rules 28 and 29, less Chinese punctuation and full-width signs: nobody means those as part
# of a name, and reading them as one would turn a mistyped ＞ into an unknown variable.
_START = (
    "?_A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u167f\u1681-\u180d\u180f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3004-\u3007\u3021-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff10-\uff19\uff21-\uff3a"
    "\uff41-\uff5a\uff66-\ufffd\U00010000-\U000effff"
)
PART = _START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
WORD = re.compile(f"[{_START}][{PART}]*")
NEXT_WORD = re.compile(f"[{SPACE}]+([{PART}]+)")
_PARTS = re.compile(f"[{PART}]+")
_SPACES = re.compile(f"[{SPACE}]+")


def spell(name: str) -> str:
    """A name with its spaces normalised to one."""
    return re.sub(f"[{SPACE}]+", " ", name).strip()


def is_special(name: str) -> bool:
    """Whether a name has symbols or reserved words inside, so that it must be known to be read."""
    words = name.split(" ")
    plain = WORD.fullmatch(words[0]) and all(map(_PARTS.fullmatch, words))
    return not plain or (len(words) > 1 and any(word in RESERVED for word in words))


class KnownNames:
    """Names that need to be known to be read: those with symbols or reserved words inside."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._by_first: dict[str, list[str]] = {}
        for name in (*STANDARD, *names):
            self.add(name)

    def add(self, name: str) -> None:
        """Know one more name; names of plain words are left to the scanner."""
        name = spell(name)
        if name in self._names or not name or not is_special(name):
            return
        self._names.add(name)
        bucket = self._by_first.setdefault(name[0], [])
        bucket.append(name)
        bucket.sort(key=len, reverse=True)

    def match(self, text: str, position: int) -> tuple[str, int] | None:
        """The longest known name that stands at a position, and where it ends."""
        for name in self._by_first.get(text[position], ()):
            end = self._end(name, text, position)
            if end and not (_PARTS.match(name[-1]) and _PARTS.match(text, end)):
                return name, end
        return None

    @staticmethod
    def _end(name: str, text: str, position: int) -> int | None:
        if text.startswith(name, position):
            return position + len(name)
        for place, word in enumerate(name.split(" ")):
            gap = _SPACES.match(text, position) if place else None
            position = gap.end() if gap else position
            if (place and not gap) or not text.startswith(word, position):
                return None
            position += len(word)
        return position
