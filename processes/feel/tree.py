"""Builds nodes while lark parses; one method per alternative of grammar.lark."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from lark import Token, Transformer

from processes.feel import limits, temporal
from processes.feel.failures import FeelSyntaxError
from processes.feel.nodes.collections import ContextOf, Filter, ListOf, Path, RangeOf, named
from processes.feel.nodes.functions import Call, Definition
from processes.feel.nodes.iterations import Binding, Iteration, Quantified
from processes.feel.nodes.node import Node, measure
from processes.feel.nodes.operators import (
    Between,
    Chain,
    Comparison,
    Conditional,
    Conjunction,
    Disjunction,
    InstanceOf,
    Literal,
    Name,
    Negation,
    Unreadable,
    mentions,
)
from processes.feel.nodes.unary import Membership, OperatorTest, Tests
from processes.feel.types import Type

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
Children = list[Any]


def text_of(token: Token) -> str:
    """The string that a quoted token means. Raises FeelSyntaxError for a lone surrogate."""

    def replace(match: re.Match[str]) -> str:
        short, long, single = match.groups()
        code = int(short or long or "0", 16)
        if single is not None or code > 0x10FFFF:
            return _ESCAPES.get(single or "", match.group())
        return chr(code)

    raw = _ESCAPE.sub(replace, token[token.index('"') + 1 : -1])
    try:
        return raw.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise _error(token, "文字里有不成对的代理字符") from None


def _error(token: Token, reason: str) -> FeelSyntaxError:
    return FeelSyntaxError(reason, position=token.start_pos or 0)


def _written(node: Node) -> str | None:
    """The name that a node is, with what it is a member of; None when it is none."""
    members: list[str] = []
    while isinstance(node, Path):
        members.append(node.name)
        node = node.source
    return ".".join([node.name, *reversed(members)]) if isinstance(node, Name) else None


def _chain(parts: Children) -> Node:
    return Chain(parts[0], tuple(zip(map(str, parts[1::2]), parts[2::2], strict=True)))


def _range(start_included: bool, end_included: bool) -> Callable[[Any, Children], Node]:
    return lambda _, parts: RangeOf(parts[0], parts[1], start_included, end_included)


class Builder(Transformer[Token, Node]):
    """Callbacks for the parser; stateless."""

    def whole(self, parts: Children) -> Node:
        return parts[0]  # type: ignore[no-any-return]

    def number(self, parts: Children) -> Node:
        try:
            value = limits.NUMBERS.plus(Decimal(parts[0]))
        except (ArithmeticError, InvalidOperation):
            raise _error(parts[0], "数字超出范围") from None
        return Literal(value)

    def string(self, parts: Children) -> Node:
        return Literal(text_of(parts[0]))

    def temporal(self, parts: Children) -> Node:
        value = temporal.read_literal(text_of(parts[0]))
        return Literal(value) if value is not None else Unreadable(None, parts[0].start_pos or 0)

    def true(self, _: Children) -> Node:
        return Literal(True)

    def false(self, _: Children) -> Node:
        return Literal(False)

    def null(self, _: Children) -> Node:
        return Literal(None)

    def name(self, parts: Children) -> Node:
        return named(str(parts[0]))

    def disjunction(self, parts: Children) -> Node:
        return Disjunction(tuple(parts))

    def conjunction(self, parts: Children) -> Node:
        return Conjunction(tuple(parts))

    def compare_op(self, parts: Children) -> str:
        return str(parts[0])

    def compare(self, parts: Children) -> Node:
        return Comparison(parts[1], parts[0], parts[2])

    def between(self, parts: Children) -> Node:
        return Between(*parts)

    def membership(self, parts: Children) -> Node:
        return Membership(parts[0], parts[1])

    def in_tests(self, parts: Children) -> tuple[Node, ...]:
        return tuple(parts)

    tests = in_tests

    def unary(self, parts: Children) -> Node:
        return Tests(parts[0])

    def negated_tests(self, parts: Children) -> Node:
        return Tests(parts[0], negated=True)

    def operator_test(self, parts: Children) -> Node:
        return OperatorTest(*parts)

    sum = product = power = staticmethod(_chain)

    def negation(self, parts: Children) -> Node:
        operand = parts[1]
        if isinstance(operand, Literal) and isinstance(operand.value, Decimal):
            return Literal(-operand.value)
        return Negation(operand)

    def conditional(self, parts: Children) -> Node:
        return Conditional(*parts)

    def iterator(self, parts: Children) -> Binding:
        return Binding(str(parts[0]), *parts[1:])

    def iteration(self, parts: Children) -> Node:
        return Iteration(_bindings(parts), parts[-1], mentions(parts[-1], "partial"))

    def some(self, parts: Children) -> Node:
        return Quantified(_bindings(parts), parts[-1], decisive=True)

    def every(self, parts: Children) -> Node:
        return Quantified(_bindings(parts), parts[-1], decisive=False)

    def function(self, parts: Children) -> Node:
        signature = tuple(part for part in parts[:-1] if part is not None)
        return Definition(signature, parts[-1], measure(parts[-1])[1])

    def external(self, _: Children) -> Node:
        """Code from outside is refused by design; the standard lets that be null."""
        return Literal(None)

    def parameter(self, parts: Children) -> tuple[str, Type | None]:
        return str(parts[0]), parts[1]

    def instance_of(self, parts: Children) -> Node:
        return InstanceOf(*parts)

    def list(self, parts: Children) -> Node:
        return ListOf(tuple(part for part in parts if part is not None))

    def context(self, parts: Children) -> Node:
        return ContextOf(tuple(part for part in parts if part is not None))

    def entry(self, parts: Children) -> tuple[str, Node]:
        key: Token = parts[0]
        return (text_of(key) if key.startswith('"') else str(key)), parts[1]

    closed_range = _range(True, True)
    right_open_range = _range(True, False)
    left_open_range = _range(False, True)
    open_range = _range(False, False)

    def path(self, parts: Children) -> Node:
        return Path(parts[0], str(parts[1]))

    def filter(self, parts: Children) -> Node:
        return Filter(*parts)

    def call(self, parts: Children) -> Node:
        return Call(parts[0], tuple(part for part in parts[1:] if part is not None))

    def argument(self, parts: Children) -> tuple[str, Node]:
        named, colon, value = parts
        name = _written(named)
        if name is None:
            raise _error(colon, "冒号前应当是参数的名称")
        return name, value

    def named_call(self, parts: Children) -> Node:
        names = tuple(name for name, _ in parts[1:])
        return Call(parts[0], tuple(node for _, node in parts[1:]), names)

    def type(self, parts: Children) -> Type:
        return Type(".".join(map(str, parts)))

    def type_of(self, parts: Children) -> Type:
        return Type(str(parts[0]), (parts[2],))

    def member(self, parts: Children) -> tuple[str, Type]:
        return str(parts[0]), parts[1]

    def context_type(self, parts: Children) -> Type:
        return Type(str(parts[0]), members=tuple(part for part in parts if isinstance(part, tuple)))

    def function_type(self, parts: Children) -> Type:
        return Type("function", tuple(part for part in parts if isinstance(part, Type)))


def _bindings(parts: Children) -> tuple[Binding, ...]:
    if len(parts) - 1 > limits.ITERATORS:
        raise FeelSyntaxError(f"一次循环的变量超过 {limits.ITERATORS} 个", position=0)
    return tuple(parts[:-1])
