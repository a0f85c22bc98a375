"""The cells of decision tables (DMN 10.3.2.8)."""

from typing import Any

import pytest

from processes.feel import FeelSyntaxError, parse_unary


@pytest.mark.parametrize(
    ("text", "matching", "other"),
    [
        ("-", [1, None, "a"], []),
        ("3", [3], [4, None, "3"]),
        ("< 3", [2], [3, None, "a"]),
        (">= 3", [3], [2]),
        ("!= 3", [2], [3]),
        ("[1..3)", [1, 2], [3, 0]),
        ("1, [5..6], > 10", [1, 5, 11], [2, 7, 10]),
        ('"a","b"', ["a", "b"], ["c", None]),
        ('not("a", "b")', ["c"], ["a", "b"]),
        ("not(< 3)", [3], [2, None]),
        ("null", [None], [1]),
        ("true", [True], [False, None]),
        ('["a", "b"]', ["a", "b"], ["c"]),
        ("limit", [10], [9]),
        ("> limit", [11], [10]),
        ("? > 3 and ? < limit", [4], [3, 10]),
        ('ends with(?, "x")', ["ax"], ["xa", 1]),
        ("not(? = 1) and ? < 5", [2], [1, 6]),
        ('date("2024-01-01")', [], [1]),
    ],
)
def test_a_cell_takes_what_it_says(text: str, matching: list[Any], other: list[Any]) -> None:
    tests = parse_unary(text)
    assert [value for value in matching if not tests.matches(value, {"limit": 10})] == []
    assert [value for value in other if tests.matches(value, {"limit": 10})] == []


@pytest.mark.parametrize("text", ["", "1,", "not(", "< ", "[1..", "- 1 -"])
def test_a_broken_cell_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse_unary(text)
