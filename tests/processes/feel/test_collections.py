"""Lists, filters, paths, contexts, iteration and functions (DMN 10.3.2.5 to 10.3.2.14)."""

from typing import Any

import pytest

from processes.feel import parse

from .conftest import Ask

FINDINGS = [{"code": "a", "severity": 1}, {"code": "b", "severity": 3}, {"code": "c", "severity": 4}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1,2,3][1]", 1),
        ("[1,2,3][-1]", 3),
        ("[1,2,3][0]", None),
        ("[1,2,3][4]", None),
        ("[1,2,3][-4]", None),
        ("[1,2,3][1.5]", None),
        ("[1,2,3][true]", [1, 2, 3]),
        ("[1,2,3][false]", []),
        ("[1,2,3][item >= 2]", [2, 3]),
        ("[1,2,3][null]", []),
        ("for i in [1..3) return i", [1, 2]),
        ("for i in [3..1] return i", None),
        ('[1,2,3]["a"]', None),
        ("[1,2,3][if item = 1 then true else item]", None),
        ("[][1]", None),
        ("[][item > 1]", []),
        ("100[1]", 100),
        ("100[2]", None),
        ("100[true]", [100]),
        ("[{a: 1}, {a: 2}][a >= 2]", [{"a": 2}]),
        ("[{a: 1}, {a: 2}][item.a >= 2]", [{"a": 2}]),
        ("[{item: 1}, {item: 2}][item >= 2]", [{"item": 2}]),
        ("[[1,2],[3]][2][1]", 3),
        ("{l: [1,2,3], i: 2, r: l[i]}.r", 2),
        ("[1,2,3][count([1,2])]", 2),
        ("[{a: {b: 1}}, {a: {b: 2}}].a.b", [1, 2]),
        ("[{a: 1}, {}].a", [1, None]),
        ("{a: {b: 2}}.a.b", 2),
        ("{a: 1}.b", None),
        ("null.a", None),
        ("{a: 1, a: 2}", None),
        ("{a: 1, b: a + 1, c: b * 2}.c", 4),
    ],
)
def test_filters_and_paths(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for x in [1,2] return x * 2", [2, 4]),
        ("for x in 1..3 return x", [1, 2, 3]),
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in [1..3) return x", [1, 2]),
        ("for x in 1..2, y in x..2 return x * 10 + y", [11, 12, 22]),
        ("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", [1, 1, 2, 3, 5]),
        ('for d in @"2024-02-28"..@"2024-03-01" return d.day', [28, 29, 1]),
        ("for x in null return x", None),
        ("for x in [] return x", []),
        ("some x in [1,2] satisfies x > 1", True),
        ("some x in [] satisfies x > 1", False),
        ("every x in [] satisfies x > 1", True),
        ("some x in [null, 2] satisfies x > 1", True),
        ("some x in [null, 1] satisfies x > 1", None),
        ("every x in [null, 2] satisfies x > 1", None),
        ("every x in [null, 1] satisfies x > 1", False),
        ("some x in [1,2], y in [2,3] satisfies x > y", False),
        ("every x in null satisfies x", None),
    ],
)
def test_iteration(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(function(x, y) x - y)(3, 1)", 2),
        ("{f: function(x, y) x - y, r: f(y: 3, x: 1)}.r", -2),
        ('{f: function(x: number) x, r: f("a")}.r', None),
        ("{f: function(x: number) x, r: f([1])}.r", 1),
        ("{f: function(x) x, r: f(1, 2)}.r", None),
        ("{f: function(x) x, r: f(y: 2)}.r", None),
        ("{k: 10, f: function(x) x + k, r: f(1)}.r", 11),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(10)}.r", 3628800),
        ("nobody(1)", None),
        ("sort([3,1,2], function(x, y) x > y)", [3, 2, 1]),
        ("{a: 1}(2)", None),
        ('function(x) external {java: {class: "X"}}', None),
    ],
)
def test_functions(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


def test_the_conditions_of_the_rectify_process(ask: Ask) -> None:
    assert ask("max(findings.severity) >= 3 and count(findings[severity > 2]) = 2", findings=FINDINGS) is True
    assert ask('some f in findings satisfies f.code in ("c", "d")', findings=FINDINGS) is True


def test_a_function_may_outlive_the_evaluation_that_made_it() -> None:
    double = parse("{factor: 2, f: function(x) x * factor}.f").evaluate({})
    for _ in range(3):
        assert parse("count(for i in 1..1000 return double(i))").evaluate({"double": double}) == 1000
