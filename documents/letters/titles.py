"""Breaks a title into lines by meaning, shaped as a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

import re
from functools import cache
from pathlib import Path

from documents.letters.wording import lines_of, width_in_characters

# Words that titles of letters are made of: a line never ends inside one of them.
_WORDS = (Path(__file__).parent / "title_words.txt").read_text("utf-8").split()

# What stays together: a book title, a bracket with its number, figures with their unit, a known word.
_PIECE = re.compile(
    r"《[^》]*》"
    r"|〔\d{4}〕(?:第?\d+号)?"
    r"|[（(][^）)]*[）)]"
    r"|[A-Za-z0-9][A-Za-z0-9.,:%\-–—－]*(?:[年月日号届次学期个项条名所]|%|％)*"
    r"|“[^”]*”"
    rf"|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
    r"|.",
    re.DOTALL,
)
_MAY_NOT_START_LINE = re.compile(
    r"^(?:[，、。；：？！）》〕”,.;:?!)%％]|了|等|的(?!(?:通知|通报|决定|意见|报告|请示|批复|公告|函)$))"
)
_MAY_NOT_END_LINE = re.compile(r"(?:[（《〔“(]|关于|对|在|向|为|和|与|及|不|无)$")
_GOOD_END = re.compile(r"(?:[，、；：》）]|的|等)$")

_MOST_PIECES = 60
_FORBIDDEN, _AWKWARD, _DULL, _SHORT = 40.0, 4.0, 2.0, 12.0


def break_title(title: str, *, per_line: int) -> list[str]:
    """Lines of at most `per_line` Han characters, fewest first; breaks that the writer made are kept."""
    return [line for part in lines_of(title) for line in _break(part, per_line)] or [""]


def _break(text: str, per_line: int) -> list[str]:
    if width_in_characters(text) <= per_line:
        return [text]
    pieces = [part for piece in _PIECE.findall(text) for part in _cut(piece, per_line)]
    if len(pieces) > _MOST_PIECES:
        # Nobody's title: fill the lines and be done.
        return _cut(text, per_line)
    count = int(-(-width_in_characters(text) // per_line))
    for lines in range(count, len(pieces) + 1):
        found = _best(tuple(pieces), lines, per_line)
        if found is not None:
            return list(found)
    return pieces


def _cut(piece: str, per_line: int) -> list[str]:
    """A piece that no line can hold is cut where the line is full."""
    if width_in_characters(piece) <= per_line:
        return [piece]
    cut = [""]
    for char in piece:
        if width_in_characters(cut[-1] + char) > per_line:
            cut.append("")
        cut[-1] += char
    return cut


def _best(pieces: tuple[str, ...], count: int, per_line: int) -> tuple[str, ...] | None:
    """The cheapest way to set the pieces in that many lines, if there is one."""
    ideal = width_in_characters("".join(pieces)) / count

    @cache
    def choices(start: int) -> list[tuple[int, str, float, float]]:
        """Every line that may begin here: where it ends, its text, width and cost."""
        found = []
        for end in range(start + 1, len(pieces) + 1):
            line = "".join(pieces[start:end])
            width = width_in_characters(line)
            if width > per_line:
                break
            cost = _cost(line, width, ideal, first=start == 0, last=end == len(pieces))
            found.append((end, line, width, cost))
        return found

    @cache
    def lines_from(
        start: int, left: int, above: float, narrowing: bool
    ) -> tuple[float, tuple[str, ...]] | None:
        if left == 0:
            return (0.0, ()) if start == len(pieces) else None
        options = []
        for end, line, width, cost in choices(start):
            rest = lines_from(end, left - 1, width, narrowing or width < above)
            if rest is not None:
                shape = _shape(width, above, narrowing=narrowing)
                options.append((cost + shape + rest[0], (line, *rest[1])))
        return min(options) if options else None

    found = lines_from(0, count, 0.0, False)
    return found[1] if found else None


def _shape(width: float, above: float, *, narrowing: bool) -> float:
    """A rectangle is dull; a line that widens again after a shorter one makes a waist."""
    if narrowing and width > above:
        return _FORBIDDEN
    return _DULL if width == above else 0.0


def _cost(line: str, width: float, ideal: float, *, first: bool, last: bool) -> float:
    cost = (width - ideal) ** 2 / 4
    if width < 4:
        cost += _SHORT * (4 - width)
    if not first and _MAY_NOT_START_LINE.match(line):
        cost += _FORBIDDEN
    if not last:
        if _MAY_NOT_END_LINE.search(line):
            cost += _FORBIDDEN
        elif not _GOOD_END.search(line):
            cost += _AWKWARD
    return cost
