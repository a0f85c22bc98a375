"""Reads an XPath regular expression into a tree (XPath functions 5.6.1 over XSD part 2, appendix F)."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from processes.feel.regex import characters
from processes.feel.regex.characters import Holds

DEPTH = 20
_TIMES = re.compile(r"\{([0-9]{1,4})(,([0-9]{1,4})?)?\}")
_PROPERTY = re.compile(r"[pP]\{([A-Za-z0-9-]+)\}")


class MalformedPattern(Exception):
    """The text is no XPath regular expression."""


@dataclass(frozen=True, slots=True)
class One:
    """One character of a set."""

    holds: Holds


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    part: "Part"
    least: int
    most: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Group:
    number: int
    part: "Part"


@dataclass(frozen=True, slots=True)
class Anchor:
    """`^` or `$`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Back:
    """What a group took, once more."""

    number: int


Part: TypeAlias = One | Sequence | Choice | Repeat | Group | Anchor | Back


def _without_space(text: str) -> str:
    """The pattern as flag x reads it: without white space, save inside character classes (XPath 5.6.2)."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for char in text:
        if char in " \t\n\r" and not depth:
            continue
        kept.append(char)
        depth += 0 if escaped else (char == "[") - (char == "]" and depth > 0)
        escaped = char == "\\" and not escaped
    return "".join(kept)


class Reader:
    """Reads one pattern; `groups` is then the number of its groups."""

    def __init__(self, text: str, flags: str) -> None:
        self._text = _without_space(text) if "x" in flags else text
        self._at = 0
        self._flags = flags
        self._depth = 0
        self._open: set[int] = set()
        self.groups = 0

    def read(self) -> Part:
        """The whole pattern. Raises MalformedPattern."""
        part = self._choice()
        if self._at < len(self._text):
            raise MalformedPattern
        return part

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        char = self._text[self._at : self._at + 1]
        if not char:
            raise MalformedPattern
        self._at += 1
        return char

    def _choice(self) -> Part:
        self._depth += 1
        if self._depth > DEPTH:
            raise MalformedPattern
        parts = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._sequence())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _sequence(self) -> Part:
        parts: list[Part] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return Sequence(tuple(parts))

    def _repeated(self, part: Part) -> Part:
        sign = self._peek()
        least, most = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(sign, (1, 1))
        if sign == "{":
            found = _TIMES.match(self._text, self._at)
            if found is None:
                raise MalformedPattern
            least = int(found[1])
            most = least if not found[2] else int(found[3]) if found[3] else None
            self._at = found.end()
        elif sign and sign in "?*+":
            self._at += 1
        else:
            return part
        if isinstance(part, Anchor) or (most is not None and most < least):
            raise MalformedPattern
        greedy = self._peek() != "?"
        self._at += not greedy
        if self._peek() in ("?", "*", "+", "{") and self._peek():
            raise MalformedPattern
        return Repeat(part, least, most, greedy)

    def _atom(self) -> Part:
        char = self._take()
        if char == "(":
            return self._group()
        if char == "[":
            return One(self._class())
        if char == ".":
            return One(characters.anything if "s" in self._flags else characters.not_line_end)
        if char in "^$":
            return Anchor(char)
        if char == "\\":
            return self._escape()
        if char in "?*+{}])":
            raise MalformedPattern
        return One(self._cased(characters.one(char)))

    def _cased(self, holds: Holds) -> Holds:
        """Of a character or a range in either case; what is named, like ``\\p{Lu}``, stays as it is."""
        return characters.either_case(holds) if "i" in self._flags else holds

    def _group(self) -> Part:
        if self._text.startswith("?:", self._at):
            self._at += 2
            part = self._choice()
        else:
            self.groups += 1
            number = self.groups
            self._open.add(number)
            part = Group(number, self._choice())
            self._open.discard(number)
        if self._take() != ")":
            raise MalformedPattern
        return part

    def _escape(self) -> Part:
        digit = self._text[self._at : self._at + 1]
        if digit in "123456789" and digit:
            self._at += 1
            number = int(digit)
            while (more := self._text[self._at : self._at + 1]).isdecimal() and number * 10 + int(
                more
            ) <= self.groups:
                number = number * 10 + int(more)
                self._at += 1
            if number > self.groups or number in self._open:
                raise MalformedPattern
            return Back(number)
        char = self._plain_escape()
        return One(self._escaped() if char is None else self._cased(characters.one(char)))

    def _plain_escape(self) -> str | None:
        """The single character that an escape is, the backslash already taken; None for a set."""
        following = self._text[self._at : self._at + 1]
        if following not in characters.ESCAPED or not following:
            return None
        self._at += 1
        return characters.ESCAPED[following]

    def _escaped(self) -> Holds:
        """The set that an escape names, the backslash already taken."""
        if (found := _PROPERTY.match(self._text, self._at)) is not None:
            self._at = found.end()
            holds = characters.property_named(found[1])
            if holds is None:
                raise MalformedPattern
            return characters.negated(holds) if found[0][0] == "P" else holds
        char = self._take()
        if char not in characters.CLASSES:
            raise MalformedPattern
        return characters.CLASSES[char]

    def _class(self) -> Holds:
        """A bracket expression, the opening bracket already taken."""
        inverted = self._text.startswith("^", self._at)
        self._at += inverted
        parts: list[Holds] = []
        excluded: Holds | None = None
        while (char := self._take()) != "]":
            if char == "-" and self._text.startswith("[", self._at) and parts:
                self._at += 1
                excluded = self._class()
                if self._take() != "]":
                    raise MalformedPattern
                break
            parts.append(self._class_part(char))
        if not parts:
            raise MalformedPattern
        holds = characters.any_of(tuple(parts))
        holds = characters.negated(holds) if inverted else holds
        return characters.without(holds, excluded) if excluded else holds

    def _class_part(self, char: str) -> Holds:
        if char == "[":
            raise MalformedPattern
        low = self._class_end(char)
        if not isinstance(low, str):
            return low
        following = self._text[self._at + 1 : self._at + 2]
        if not self._text.startswith("-", self._at) or following in ("]", "["):
            return self._cased(characters.one(low))
        self._at += 1
        high = self._class_end(self._take())
        if not isinstance(high, str) or high < low:
            raise MalformedPattern
        return self._cased(characters.between(low, high))

    def _class_end(self, char: str) -> str | Holds:
        """A single character, which may begin a range, or a set."""
        if char != "\\":
            return char
        return self._plain_escape() or self._escaped()
