"""Literals, names with spaces and symbols, and comments (DMN 10.3.1)."""

import re
from typing import Any

import pytest

from processes.feel import FeelSyntaxError, parse, to_json

from .conftest import Ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("-1.5", -1.5),
        (".25", 0.25),
        ("1.2e3", 1200),
        ('"a\\"b\\n\\u4e2d\\U01F40E"', 'a"b\n中🐎'),
        ('"\\ud83d\\udc0e"', "🐎"),
        ("true", True),
        ("null", None),
        ('@"2024-02-29"', "2024-02-29"),
        ('@"10:30:00+08:00"', "10:30:00+08:00"),
        ('@"2024-02-29T10:30:00@Asia/Shanghai"', "2024-02-29T10:30:00@Asia/Shanghai"),
        ('@"P1Y2M"', "P1Y2M"),
        ('@"-P1DT2H3.5S"', "-P1DT2H3.5S"),
        ("1 // the rest of the line\n+ 1 /* and a part */", 2),
        ("{}", {}),
        ("[]", []),
        ('{"with space": 1, plain: 2}', {"with space": 1, "plain": 2}),
    ],
)
def test_literals_mean_what_they_say(ask: Ask, text: str, expected: Any) -> None:
    assert ask(text) == expected


def test_adjacent_words_are_one_name(ask: Ask) -> None:
    assert ask("applicant age + 1", **{"applicant age": 17}) == 18
    assert (
        ask('applicant   age\n> 3 and 处理结果 = "通过"', **{"applicant age": 17, "处理结果": "通过"}) is True
    )


def test_an_entry_may_be_named_with_symbols_and_reserved_words(ask: Ask) -> None:
    assert ask("{a-b: 1, profit and loss: 2, total: a-b + profit and loss}.total") == 3


def test_hinted_names_win_over_operators() -> None:
    data = {"a-b": 5, "a": 9, "b": 2, "terms and dates": 1}
    assert to_json(parse("a-b").evaluate(data)) == 7
    assert to_json(parse("a-b", names=["a-b"]).evaluate(data)) == 5
    assert to_json(parse("terms and dates + 1", names=["terms and dates"]).evaluate(data)) == 2


def test_a_hinted_name_with_a_point_is_a_path_where_nobody_has_it() -> None:
    expression = parse("a.b + 1", names=["a.b"])
    assert to_json(expression.evaluate({"a.b": 5, "a": {"b": 1}})) == 6
    assert to_json(expression.evaluate({"a": {"b": 1}})) == 2
    assert to_json(parse("a.b", names=["a.b"]).evaluate({})) is None


def test_a_host_function_may_have_spaces_in_its_name() -> None:
    expression = parse("working days after(opened, 1 + 2)")
    assert (
        to_json(expression.evaluate({"opened": 4}, functions={"working days after": lambda a, b: a * b}))
        == 12
    )


def test_a_function_may_be_called_working_days_between() -> None:
    functions = {"working days between": lambda a, b: b - a}
    text = "if x between (1) and (9) then working days between(x, max(9, 8)) else 0"
    assert to_json(parse(text).evaluate({"x": 2}, functions=functions)) == 7
    assert parse(text).calls == {"working days between", "max"}


def test_data_named_like_a_function_does_not_hide_the_function() -> None:
    assert to_json(parse("count([1,2]) + count").evaluate({"count": 5})) == 7


def test_free_names_are_those_that_the_expression_does_not_bind() -> None:
    text = "for f in findings return {x: f.code, y: x + extra}.y + count(findings[severity > 2]) + helper(z)"
    expression = parse(text)
    assert expression.names == {"findings", "extra", "z"}
    assert expression.calls == {"count", "helper"}


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "空的"),
        ("1 +", 3, "不完整"),
        ("(1", 2, "“)”"),
        ("a ＞ 1", 2, "半角"),
        ('"abc', 0, "右引号"),
        ("if a then b", 11, "else"),
        ("{a 1}", 1, "冒号"),
        ("f(1: 2)", 3, "参数的名称"),
        ("x instance of nothing", 14, "类型"),
        ('@"tomorrow"', 0, "日期"),
        ("not x", 4, "不应当"),
        ("a.", 2, "名称"),
        ("1\n+ )", 4, "一个值"),
    ],
)
def test_a_syntax_error_says_where_and_what_was_expected(text: str, position: int, message: str) -> None:
    with pytest.raises(FeelSyntaxError, match=re.escape(message)) as caught:
        parse(text)
    assert caught.value.position == position
