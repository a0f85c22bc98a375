"""The standard's functions on strings, numbers, lists, contexts and ranges (DMN 10.3.4)."""

from typing import Any

import pytest

from .conftest import Ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('number("1.5")', 1.5),
        ('number("1,000.5", ",", ".")', 1000.5),
        ('number("1 000,5", " ", ",")', 1000.5),
        ('number("1.000,5", ".", ",")', 1000.5),
        ('number("1,5", ",", ",")', None),
        ('number(from: "1,000", grouping separator: ",", decimal separator: null)', 1000),
        ('number("x")', None),
        ('number("NaN")', None),
        ("number(null)", None),
        ("string(1.50)", "1.5"),
        ("string(100)", "100"),
        ("string(true)", "true"),
        ("string(null)", None),
        ('string("a")', "a"),
        ('string(@"2024-01-01")', "2024-01-01"),
        ('string([1, "a", null, {b: 1}])', '[1, "a", null, {b: 1}]'),
        ("string([1..2))", "[1..2)"),
        ("not(true)", False),
        ("not(null)", None),
        ("not(1)", None),
    ],
)
def test_conversion(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('substring("foobar", 3)', "obar"),
        ('substring("foobar", 3, 3)', "oba"),
        ('substring("foobar", -2, 1)', "a"),
        ('substring("foobar", 0)', None),
        ('substring("\\U01F40Eab", 2)', "ab"),
        ('substring(start position: 2, string: "abc")', "bc"),
        ('string length("课后🐎")', 3),
        ('upper case("aBc4")', "ABC4"),
        ('lower case("aBc4")', "abc4"),
        ('trim("  a b ")', "a b"),
        ('substring before("foobar", "bar")', "foo"),
        ('substring before("foobar", "xyz")', ""),
        ('substring after("foobar", "ob")', "ar"),
        ('substring after("", "a")', ""),
        ('contains("foobar", "of")', False),
        ('starts with("foobar", "fo")', True),
        ('ends with("foobar", "r")', True),
        ('string join(["a", null, "c"], "-")', "a-c"),
        ('string join(["a", "b"])', "ab"),
        ("string join([])", ""),
        ('string join([1], "-")', None),
        ('string length(["abc"])', 3),
        ("string length(1)", None),
        ('string length("a", "b")', None),
        ("string length()", None),
    ],
)
def test_strings(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('matches("foobar", "^fo*b")', True),
        ('matches("FOO", "foo", "i")', True),
        ('matches("a\\nb", "a.b")', False),
        ('matches("a\\nb", "a.b", "s")', True),
        ('matches("a\\nb", "^b$", "m")', True),
        ('matches("hello world", "hel lo \\\\s world", "x")', True),
        ('matches("a.c", "a.c", "q")', True),
        ('matches("abc", "a.c", "q")', False),
        ('matches("abab", "(ab)\\\\1")', True),
        ('matches("aBAb", "(ab)\\\\1", "i")', True),
        ('matches("aBAc", "(ab)\\\\1", "i")', False),
        ('matches("q", "[^Q]", "i")', False),
        ('matches("q", "[A-Z]", "i")', True),
        ('matches("i", "[A-Z-[IO]]", "i")', False),
        ('matches("j", "[A-Z-[IO]]", "i")', True),
        ('matches("a", "\\\\p{Lu}", "i")', False),
        ('matches("\\n", "[\\\\n]", "i")', True),
        ('matches("x", "[a-z-[aeiou]]")', True),
        ('matches("e", "[a-z-[aeiou]]")', False),
        ('matches("湖教体督改2024", "^\\\\p{L}+\\\\p{Nd}{4}$")', True),
        ('matches("a", "[")', None),
        ('matches("a", "a**")', None),
        ('matches("a", "a", "z")', None),
        ('replace("abracadabra", "bra", "*")', "a*cada*"),
        ('replace("abracadabra", "a.*?a", "*")', "*c*bra"),
        ('replace("abracadabra", "a(.)", "a$1$1")', "abbraccaddabbra"),
        ('replace("abc", "b", "\\\\$")', "a$c"),
        ('replace("abc", "b", "$")', None),
        ('replace("abc", ".*?", "x")', None),
        ('replace("AAAA", "A+?", "b")', "bbbb"),
        ('replace("darted", "^(.*?)d(.*)$", "$1c$2")', "carted"),
        ('split("John Doe", "\\\\s")', ["John", "Doe"]),
        ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
        ('split("a", "")', None),
    ],
)
def test_regular_expressions(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("decimal(1/3, 2)", 0.33),
        ("decimal(2.5, 0)", 2),
        ("decimal(1234, -2)", 1200),
        ("floor(-1.5)", -2),
        ("ceiling(-1.5)", -1),
        ("floor(1.56, 1)", 1.5),
        ("round up(-5.5, 0)", -6),
        ("round down(-5.5, 0)", -5),
        ("round half up(-5.5, 0)", -6),
        ("round half down(-5.5, 0)", -5),
        ("round half up(1.125, 2)", 1.13),
        ("round up(1, 99999)", None),
        ("abs(-3)", 3),
        ("modulo(-12, 5)", 3),
        ("modulo(12, -5)", -3),
        ("modulo(10.1, 4.5)", 1.1),
        ("modulo(1, 0)", None),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("log(1)", 0),
        ("log(0)", None),
        ("exp(0)", 1),
        ("odd(-3)", True),
        ("even(0)", True),
    ],
)
def test_numbers(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("list contains([1, null], null)", True),
        ("count([1, 2])", 2),
        ("count(1)", 1),
        ("count(null)", None),
        ("min(3, 1, 2)", 1),
        ("max([])", None),
        ('max("a", "b")', "b"),
        ('max(1, "b")', None),
        ('min([@"2024-01-02", @"2024-01-01"])', "2024-01-01"),
        ("sum([1, 2])", 3),
        ("sum(1, 2)", 3),
        ("sum([])", None),
        ('sum([@"P1D", @"PT1H"])', "P1DT1H"),
        ('sum(["a", "b"])', None),
        ("mean(1, 2, 3, 4)", 2.5),
        ("mean([])", None),
        ("median([8, 2, 5, 3, 4])", 4),
        ("median([6, 1, 2, 3])", 2.5),
        ("mode([6, 1, 9, 6, 1])", [1, 6]),
        ("mode([])", []),
        ("stddev([2, 4, 7, 5])", 2.0816659994661326),
        ("stddev([1])", None),
        ("product([2, 3, 4])", 24),
        ("all([true, null, false])", False),
        ("all([true, null])", None),
        ("all([])", True),
        ("any([false, null])", None),
        ("any([])", False),
        ("all()", None),
        ("sublist([1, 2, 3], -2)", [2, 3]),
        ("sublist([1, 2, 3], 1, 2)", [1, 2]),
        ("sublist([1, 2, 3], 4)", None),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("concatenate([1, 2], [3])", [1, 2, 3]),
        ("insert before([1, 3], 1, 2)", [2, 1, 3]),
        ("remove([1, 2, 3], 2)", [1, 3]),
        ("list replace([1, 2, 3], 2, 9)", [1, 9, 3]),
        ("list replace([1, 2, 3], 2.5, 9)", None),
        ("list replace(position: 2, newItem: 9, list: [1, 2, 3])", [1, 9, 3]),
        ("list replace(position: 2, newItem: 9, list: [1, 2, 3], more: 1)", None),
        ("list replace([1, 2, 3], function(item, newItem) item < newItem, 3)", [3, 3, 3]),
        ("reverse([1, 2, 3])", [3, 2, 1]),
        ("index of([1, 2, 3, 2], 2)", [2, 4]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("distinct values([1, 2, 1, null, null])", [1, 2, None]),
        ("flatten([[1, 2], [[3]], 4])", [1, 2, 3, 4]),
        ("partition([1, 2, 3], 2)", [[1, 2], [3]]),
        ("sort([3, 1, 2], function(x, y) x < y)", [1, 2, 3]),
        ("sort([3, 1, 2])", [1, 2, 3]),
        ("sort([1, 2], function(x, y) null)", None),
        ("sort(list: [2, 1], precedes: function(x, y) x < y)", [1, 2]),
    ],
)
def test_lists(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('get value({a: 1}, "a")', 1),
        ('get value({a: 1}, "b")', None),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context([{key: "a", value: 1}])', {"a": 1}),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
        ('context put({a: 1}, "b", 2)', {"a": 1, "b": 2}),
        ('context put({a: {b: 1}}, ["a", "c"], 2)', {"a": {"b": 1, "c": 2}}),
        ('context put({}, ["a", "b"], 2)', {"a": {"b": 2}}),
        ("context put({a: 1}, [], 2)", None),
        ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": 2, "b": 3}),
    ],
)
def test_contexts(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before(1, 10)", True),
        ("before(1, [1..10])", False),
        ("before(1, (1..10])", True),
        ("before([1..5), [5..10])", True),
        ("after([5..10], [1..5))", True),
        ("after(12, [1..10])", True),
        ("meets([1..5], [5..10])", True),
        ("meets([1..5), [5..10])", False),
        ("met by([5..10], [1..5])", True),
        ("overlaps([1..5], [3..8])", True),
        ("overlaps([1..5), [5..8])", False),
        ("overlaps before([1..5], [3..8])", True),
        ("overlaps before([3..8], [1..5])", False),
        ("overlaps after([3..8], [1..5])", True),
        ("finishes(10, [1..10])", True),
        ("finishes([5..10], [1..10])", True),
        ("finished by([1..10], 10)", True),
        ("finished by([1..10], [5..10])", True),
        ("includes([1..10], 5)", True),
        ("includes([1..10], [4..6])", True),
        ("includes((1..10], [1..10])", False),
        ("during([4..6], [1..10])", True),
        ("during(1, (1..10])", False),
        ("starts(1, [1..10])", True),
        ("starts([1..5], [1..10])", True),
        ("started by([1..10], [1..5])", True),
        ("coincides([1..5], [1..5])", True),
        ("coincides([1..5], (1..5])", False),
        ("coincides(3, 3)", True),
        ('before(1, "a")', None),
        ("meets((> 1), [1..2])", None),
        ('range("[1..3)").end', 3),
        ('range("(..3]").start', None),
        ('range("[\\"a\\"..\\"c\\"]").start', "a"),
        ('range("[3..1]")', None),
        ('range("[@\\"2024-01-01\\"..@\\"2024-01-02T00:00:00\\"]")', None),
        ('[@"2024-01-01"..@"2024-01-02T00:00:00"]', None),
        ("[(!= 3).start, (!= 3).end, (!= 3).start included, (!= 3).end included]", [3, 3, False, False]),
        ("{r: (!= 3), a: [2 in r, 3 in r, [3] in r]}.a", [True, False, None]),
        (
            "{r: (= 3), a: [2 in r, 3 in r, r = (= 3), r = [3..3], r = (!= 3)]}.a",
            [False, True, True, False, False],
        ),
        ('range("x")', None),
    ],
)
def test_ranges(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected
