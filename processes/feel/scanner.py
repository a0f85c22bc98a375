"""Cuts FEEL text into the tokens of grammar.lark, knowing enough context to settle names and square
brackets."""

import re
from collections.abc import Iterable

from lark import Token

from processes.feel import limits
from processes.feel.failures import FeelSyntaxError
from processes.feel.words import NEXT_WORD, PART, RESERVED, SPACE, WORD, KnownNames, spell

_SKIP = re.compile(rf"(?:[{SPACE}]+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[][(){},]', re.DOTALL)
_KEY = re.compile(r'([^:{}"()\[\],]+?)\s*(?=:)')
_SYMBOL = re.compile(r"\.\.|\*\*|->|<=|>=|!=|[-+*/=<>(){},:.]")
_SYMBOLS = {
    "..": "_DOTDOT", "**": "POWER", "->": "_ARROW", "<=": "LE", ">=": "GE", "!=": "NE", "-": "MINUS",
    "+": "PLUS",
    "*": "STAR", "/": "SLASH", "=": "EQ", "<": "LT", ">": "GT", "(": "_LPAR", ")": "_RPAR", "{": "_LBRACE",
    "}": "_RBRACE", ",": "_COMMA", ":": "_COLON", ".": "_DOT",
}  # fmt: skip
_ENDS_OPERAND = frozenset(
    [
        "NAME",
        "NUMBER",
        "STRING",
        "TEMPORAL",
        "TRUE",
        "FALSE",
        "NULL",
        "_RPAR",
        "_RSQB",
        "_RBRACE",
        "_CLOSE_LSQB",
    ]
)
# After `[1..3`, a `[` closes the range when nothing follows that could begin the filter of an operand.
_AFTER_RANGE = re.compile(
    rf"[{SPACE}]*(?:$|[)\]}},=!<>*/+.]|(?:and|or|then|else|return|satisfies|in|between|instance)(?![{PART}]))"
)
_OPENERS = {"_LPAR": ")", "_LSQB": "]", "_LBRACE": "}", "_OPEN_RSQB": "]"}
_CLOSERS = frozenset({"_RPAR", "_RSQB", "_RBRACE", "_CLOSE_LSQB"})


def _parenthesised_lists(text: str) -> frozenset[int]:
    """Where a parenthesis opens that has a comma of its own inside."""
    found = set()
    opened: list[int] = []
    for part in _BRACKETS.finditer(text):
        sign = part.group()
        if sign in "([{":
            opened.append(part.start())
        elif sign in ")]}" and opened:
            opened.pop()
        elif sign == "," and opened and text[opened[-1]] == "(":
            found.add(opened[-1])
    return frozenset(found)


class Scanner:
    """One pass over one text."""

    def __init__(self, text: str, names: Iterable[str], *, unary: bool) -> None:
        self._text = text
        self._position = 0
        self._tokens: list[Token] = []
        self._brackets: list[tuple[str, int]] = []  # opening token and how many tokens stood before it
        self._known = KnownNames(names)
        self._unary = unary
        self._lists: frozenset[int] | None = None

    def tokens(self) -> list[Token]:
        """All tokens. Raises FeelSyntaxError."""
        while True:
            skipped = _SKIP.match(self._text, self._position)
            self._position = skipped.end() if skipped else self._position
            if self._position >= len(self._text):
                return self._tokens
            self._next()

    def _next(self) -> None:
        text, position = self._text, self._position
        char = text[position]
        if self._at_key() and char not in '"}':
            self._key()
        elif char == '"':
            self._string("KEY" if self._at_key() else "STRING", position)
        elif char == "@" and text.startswith('"', position + 1):
            self._string("TEMPORAL", position + 1)
        elif char in "[]":
            self._square(char)
        elif (number := _NUMBER.match(text, position)) and (
            char != "." or self._previous() not in _ENDS_OPERAND
        ):
            self._emit("NUMBER", number.group(), number.end())
        elif not self._word():
            self._symbol()

    def _emit(self, kind: str, value: str, end: int) -> None:
        if kind in _OPENERS:
            self._brackets.append((kind, len(self._tokens)))
            if len(self._brackets) > limits.DEPTH:
                raise self._error(f"括号嵌套超过 {limits.DEPTH} 层")
        elif kind in _CLOSERS and self._brackets:
            self._brackets.pop()
        self._tokens.append(Token(kind, value, start_pos=self._position, end_pos=end))
        self._position = end

    def _error(self, reason: str) -> FeelSyntaxError:
        return FeelSyntaxError(reason, position=self._position, text=self._text)

    def _previous(self) -> str:
        return self._tokens[-1].type if self._tokens else ""

    def _at_key(self) -> bool:
        inside = bool(self._brackets) and self._brackets[-1][0] == "_LBRACE"
        return inside and self._previous() in ("_LBRACE", "_COMMA")

    def _key(self) -> None:
        found = _KEY.match(self._text, self._position)
        if found is None or not WORD.match(found.group(1)):
            raise self._error("这里应当是上下文的键和冒号")
        name = spell(found.group(1))
        self._known.add(name)
        self._emit("KEY", name, found.end())

    def _string(self, kind: str, quote: int) -> None:
        found = _STRING.match(self._text, quote)
        if found is None:
            raise self._error("文字缺少右引号")
        value = found.group()
        self._emit(kind, value, found.end())

    def _square(self, char: str) -> None:
        kind = "_LSQB" if char == "[" else "_RSQB"
        operand = self._previous() in _ENDS_OPERAND
        if (
            char == "["
            and operand
            and self._in_range()
            and _AFTER_RANGE.match(self._text, self._position + 1)
        ):
            kind = "_CLOSE_LSQB"
        elif char == "]" and not operand and self._previous() != "_LSQB":
            kind = "_OPEN_RSQB"
        self._emit(kind, char, self._position + 1)

    def _in_range(self) -> bool:
        if not self._brackets or self._brackets[-1][0] == "_LBRACE":
            return False
        depth = 0
        for token in reversed(self._tokens[self._brackets[-1][1] + 1 :]):
            depth += (token.type in _CLOSERS) - (token.type in _OPENERS)
            if depth == 0 and token.type == "_DOTDOT":
                return True
        return False

    def _word(self) -> bool:
        text, position = self._text, self._position
        known = self._known.match(text, position)
        first = WORD.match(text, position)
        if known and (first is None or known[1] > first.end()):
            self._emit("NAME", *known)
            return True
        if first is None:
            return False
        word = first.group()
        if self._previous() != "_DOT" and (kind := self._reserved(word, first.end())):
            end = first.end() if kind != "_INSTANCE_OF" else NEXT_WORD.match(text, first.end()).end()  # type: ignore[union-attr]
            self._emit(kind, word, end)
        else:
            self._name(word, first.end())
        return True

    def _reserved(self, word: str, end: int) -> str | None:
        after = NEXT_WORD.match(self._text, end)
        if word == "instance" and after and after.group(1) == "of":
            return "_INSTANCE_OF"
        if word == "external" and self._previous() == "_RPAR":
            return "_EXTERNAL"
        if word == "not" and self._unary and not self._tokens:
            return "_NOT"
        return RESERVED.get(word)

    def _name(self, word: str, end: int) -> None:
        """Adjacent words make one name: FEEL has no place where two names may touch."""
        words = [word]
        while word not in ("not", "?") and (after := NEXT_WORD.match(self._text, end)):
            nxt = after.group(1)
            if nxt in RESERVED and not (nxt == "between" and self._is_called(after.end())):
                break
            if nxt == "instance" and NEXT_WORD.match(self._text, after.end()):
                break
            words.append(nxt)
            end = after.end()
        self._emit("NAME", " ".join(words), end)

    def _is_called(self, end: int) -> bool:
        """Whether several arguments follow: the operator `between` is never followed by a list in
        parentheses."""
        skipped = _SKIP.match(self._text, end)
        if self._lists is None:
            self._lists = _parenthesised_lists(self._text)
        return (skipped.end() if skipped else end) in self._lists

    def _symbol(self) -> None:
        found = _SYMBOL.match(self._text, self._position)
        if found is None:
            char = self._text[self._position]
            wide = "，请改用半角符号" if "\u3000" < char < "\u3020" or "\uff00" < char < "\uff66" else ""
            raise self._error(f"不认识的符号“{char}”{wide}")
        self._emit(_SYMBOLS[found.group()], found.group(), found.end())
