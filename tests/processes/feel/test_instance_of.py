"""What is an instance of what; functions by their parameters and, where it can be seen, their result (DMN 10.3.2.9)."""

import pytest

from processes.feel import FeelSyntaxError, parse

FOO = '(function() "foo")'
PAIR = '(function(a: string, b: number) "foo")'
NARROW = "(function(a: context<x: string, y: string>) 1)"
WIDE = "(function(a: context<x: string>) {b: 1, c: 2})"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('"foo" instance of function<>->Any', False),
        (f"{FOO} instance of function<>->Any", True),
        (f"{FOO} instance of function<>->string", True),
        (f"{FOO} instance of function<>->number", False),
        (f"{PAIR} instance of function<string, number>->string", True),
        (f"{PAIR} instance of function<string>->string", False),
        (f"{PAIR} instance of function<number, number>->string", False),
        (f"{WIDE} instance of function<context<x: string, y: string>>->context<b: number>", True),
        (f"{WIDE} instance of function<context<x: string>>->context<d: number>", False),
        (f"{NARROW} instance of function<context<x: string>>->number", False),
        ("(function(a) a + 1) instance of function<string>->boolean", True),
        ("[(function(a: string) 1)] instance of list<function<string>->number>", True),
        ("{a: {b: 1}} instance of context<a: context<b: number>>", True),
        ("{a: {b: 1}} instance of context<a: context<b: string>>", False),
        ("{a: null} instance of context<a: string>", True),
        ("{} instance of context<a: string>", False),
        ("[1, null] instance of list<number>", True),
        ("[[1]] instance of list<list<number>>", True),
        ("[1..2] instance of range<number>", True),
        ("[1..2] instance of range<string>", False),
        ('@"10:00:00.000000001" instance of time and @"12345-01-01" instance of date', True),
        ("null instance of Any", False),
    ],
)
def test_instances(text: str, answer: bool) -> None:
    assert parse(text).evaluate({}) is answer


def test_a_type_that_nobody_defined_is_refused_with_its_place() -> None:
    with pytest.raises(FeelSyntaxError, match="第 15 个字符：没有“tNobody”这种类型"):
        parse("1 instance of tNobody")
    with pytest.raises(FeelSyntaxError, match="tNobody"):
        parse("function(a: list<tNobody>) a")


def test_a_literal_date_that_cannot_be_read_is_refused_with_its_place() -> None:
    with pytest.raises(FeelSyntaxError, match="第 5 个字符：@ 后面"):
        parse('1 + @"foo"')
    assert parse('@"foo" = null', strict=False).evaluate({}) is True
