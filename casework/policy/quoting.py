"""How texts quote clauses: the name of a document, then the place, as in 实施方案三（一）2、三（二）1“面审”."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NUMBER = "[一二三四五六七八九十百零〇]+"
# Places that stand out from any text around them, and those that are only a number.
_MARKED = (
    rf"第(?:{_NUMBER}|\d+)条(?:第(?:{_NUMBER}|\d+)款)?(?:第?（{_NUMBER}）项?)?"
    rf"|{_NUMBER}（{_NUMBER}）(?:\d{{1,2}})?|（{_NUMBER}）(?:\d{{1,2}})?|\d+(?:\.\d+)+|附件\d{{0,2}}"
    r"|印发通知|前言|附则"
)
_PLACE = re.compile(rf"(?:{_MARKED})(?!\d)|(?:{_NUMBER}|\d{{1,3}})(?!\w)")
_FURTHER = re.compile(rf"、((?:{_MARKED})(?!\d))")
_HALF_WIDTH = str.maketrans("()", "（）")


@dataclass(frozen=True)
class Quote:
    """One clause that a text names, in the counting of the document; ``words`` are those in “” right behind it."""

    name: str
    place: str
    words: str = ""


class Quoting:
    """Finds quotations of the documents with these names."""

    def __init__(self, names: Iterable[str]) -> None:
        named = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name)
        # Not in the middle of another word: 总体实施方案 is another document.
        self._named = re.compile(rf"(?<![^\W见按据])({named})》?") if named else None

    def quotes(self, text: str) -> list[Quote]:
        """Those that ``text`` names, in order, each once."""
        return list(dict.fromkeys(self._found(text.translate(_HALF_WIDTH)))) if self._named else []

    def _found(self, text: str) -> Iterator[Quote]:
        for named in self._named.finditer(text) if self._named else ():
            place = _PLACE.match(text, named.end())
            places, end = [], named.end()
            while place is not None:
                places.append(place[place.lastindex or 0])
                end = place.end()
                place = _FURTHER.match(text, end)
            for last, found in zip([*[False] * (len(places) - 1), True], places, strict=False):
                yield Quote(named[1], found, _words(text, end) if last else "")


def is_place(text: str) -> bool:
    """Whether a clause at this place could be quoted."""
    return _PLACE.fullmatch(text) is not None


def _words(text: str, start: int) -> str:
    found = re.compile(r"“([^“”]+)”").match(text, start)
    return found[1] if found else ""
