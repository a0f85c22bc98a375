"""Text to expression: scan, parse by grammar.lark, check the limits; cached, since definitions are parsed
again and again."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.lexer import Lexer, LexerState

from processes.feel import limits
from processes.feel.expression import Expression, UnaryTests
from processes.feel.failures import FeelSyntaxError
from processes.feel.naming import named_types, unreadable
from processes.feel.nodes.node import Node, measure
from processes.feel.nodes.unary import Tests
from processes.feel.scanner import Scanner
from processes.feel.tree import Builder

_EXPECTED = {
    "NAME": "名称", "NUMBER": "数字", "STRING": "文字", "KEY": "上下文的键", "_RPAR": "“)”", "_RSQB": "“]”",
    "_RBRACE": "“}”", "_COLON": "“:”", "_THEN": "then", "_ELSE": "else", "_RETURN": "return",
    "_SATISFIES": "satisfies",
    "_IN": "in", "_AND": "and", "_LPAR": "“(”", "_ARROW": "“->”", "GT": "“>”", "LT": "“<”", "_DOTDOT": "“..”",
    "_COMMA": "“,”", "$END": "表达式结束",
}  # fmt: skip


class _Tokens(Lexer):
    """Hands over tokens that were cut beforehand."""

    __future_interface__ = 2

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, lexer_state: LexerState, parser_state: Any) -> Iterator[Token]:
        yield from lexer_state.text  # type: ignore[misc]


def _load() -> Lark:
    return Lark(
        (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer=_Tokens,
        start=["whole", "unary"],
        transformer=Builder(),
    )


_parser = _load()


def parse(
    text: str, *, names: Iterable[str] = (), types: Iterable[str] = (), strict: bool = True
) -> Expression:
    """An expression. `names` are variables whose names hold symbols or reserved words, such as `a-b` or
    `terms and dates`; `types` are those defined outside, for `instance of` and parameters.
    Without `strict`, an `@"..."` that cannot be read is null, as in the standard.

    Raises FeelSyntaxError, with the position and what was expected, also when the text is beyond the limits.
    """
    return _parse(text, frozenset(names), frozenset(types), strict)


def parse_unary(
    text: str, *, names: Iterable[str] = (), types: Iterable[str] = (), strict: bool = True
) -> UnaryTests:
    """The tests of a decision table's cell: "-", `< 3`, `[1..3]`, `"a", "b"`, `not(...)`, or a condition on
    `?`.

    Raises FeelSyntaxError.
    """
    return _parse_unary(text, frozenset(names), frozenset(types), strict)


@lru_cache(maxsize=2048)
def _parse(text: str, names: frozenset[str], types: frozenset[str], strict: bool) -> Expression:
    return Expression(text, _tree(text, names, types, "whole", strict))


@lru_cache(maxsize=4096)
def _parse_unary(text: str, names: frozenset[str], types: frozenset[str], strict: bool) -> UnaryTests:
    if text.strip() == "-":
        return UnaryTests(text, Tests(()))
    try:
        return UnaryTests(text, _tree(text, names, types, "unary", strict))
    except FeelSyntaxError:
        if not text.lstrip().startswith("not"):
            raise
        # `not(a) and b` is an ordinary condition that happens to begin like negated tests.
        return UnaryTests(text, Tests((_tree(text, names, types, "whole", strict),)))


def _tree(text: str, names: frozenset[str], types: frozenset[str], start: str, strict: bool) -> Any:
    if len(text) > limits.CHARACTERS:
        raise FeelSyntaxError(f"表达式超过 {limits.CHARACTERS} 个字符", position=limits.CHARACTERS, text=text)
    tokens = Scanner(text, names, unary=start == "unary").tokens()
    if not tokens:
        raise FeelSyntaxError("表达式是空的", position=0, text=text)
    try:
        root: Any = _parser.parse(tokens, start=start)
    except UnexpectedInput as error:
        raise _explain(error, text) from None
    except FeelSyntaxError as error:
        raise FeelSyntaxError(error.reason, position=error.position, text=text) from None
    nodes, depth = measure(root)
    if nodes > limits.NODES:
        raise FeelSyntaxError(f"表达式超过 {limits.NODES} 个节点", position=0, text=text)
    if depth > limits.DEPTH:
        raise FeelSyntaxError(f"表达式嵌套超过 {limits.DEPTH} 层", position=0, text=text)
    _refuse_unknown_types(root, types, text)
    if strict and (bad := unreadable(root)) is not None:
        raise FeelSyntaxError("@ 后面应当是日期、时间、日期时间或时长", position=bad, text=text)
    return root


def _refuse_unknown_types(root: Node, types: frozenset[str], text: str) -> None:
    for named in named_types(root):
        if wrong := named.unknown(types):
            reason = f"没有“{wrong}”这种类型"
            raise FeelSyntaxError(reason, position=max(text.find(wrong), 0), text=text)


def _explain(error: UnexpectedInput, text: str) -> FeelSyntaxError:
    if not isinstance(error, UnexpectedToken):
        return FeelSyntaxError("表达式不完整", position=len(text), text=text)
    expected = _wanted(error.accepts or error.expected)
    if error.token.type == "$END":
        return FeelSyntaxError(f"表达式不完整，后面应当是{expected}", position=len(text), text=text)
    reason = f"这里不应当出现“{error.token}”，应当是{expected}"
    return FeelSyntaxError(reason, position=error.token.start_pos or 0, text=text)


def _wanted(names: Iterable[str]) -> str:
    """What could have stood there, in words; a full operand is one word, and operators another."""
    names = set(names)
    if "NUMBER" in names:
        return "一个值"
    words = [word for name, word in _EXPECTED.items() if name in names]
    if "PLUS" in names:
        words.insert(0, "运算符")
    return "、".join(words) or "别的内容"
