"""What must hold for every text and every value."""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, localcontext

from hypothesis import example, given, settings
from hypothesis import strategies as st

from processes.feel import FeelFailure, YearMonthDuration, from_json, parse, parse_unary, to_json
from processes.feel.temporal import read_literal, write

PIECES = st.sampled_from(
    re.split(
        r"\s+",
        """a b 1 2.5 "x" true null item ? ( ) [ ] { } , : . .. + - * / ** = != < <= > >= and or not if then
        else for in return some every satisfies between instance of function @ number list count( sum(
        string( date( 处理 结果 , ) ] } // /* */ @"2024-01-01" duration("P1D") partial matches( replace( sort(
        "(a*)*" context external""",
    )
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)
ZONES = st.sampled_from(["", "Z", "+08:00", "-05:30", "@Asia/Shanghai"])


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
@example("a[")
@example('"\\ud800"')
@example("{: 1}")
@example("not(")
def test_no_text_raises_anything_but_a_feel_failure(text: str) -> None:
    with suppress(FeelFailure):
        parse(text).evaluate({"a": [1, {"b": 2}], "b": "x"})
    with suppress(FeelFailure):
        parse_unary(text).matches(1, {"a": [1, {"b": 2}], "b": "x"})


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_no_characters_raise_anything_but_a_feel_failure(text: str) -> None:
    with suppress(FeelFailure):
        parse(text).evaluate({})


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_decimals(a: Decimal, b: Decimal) -> None:
    data = {"a": a, "b": b}
    with localcontext(Context(prec=34)):
        assert parse("a + b").evaluate(data) == a + b
        assert parse("a - b").evaluate(data) == a - b
        assert parse("a * b").evaluate(data) == a * b
        assert parse("a / b").evaluate(data) == (a / b if b else None)
    assert parse("a < b").evaluate(data) is (a < b)
    assert parse("a = b").evaluate(data) is (a == b)
    assert parse("string(a)").evaluate(data) == parse("string(number(string(a)))").evaluate(data)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_range_holds_what_lies_between_its_ends(x: Decimal, low: Decimal, high: Decimal) -> None:
    data = {"x": x, "low": low, "high": high}
    assert parse("x in [low..high]").evaluate(data) is (low <= x <= high)
    assert parse("x in (low..high)").evaluate(data) is (low < x < high)
    assert parse("x between low and high").evaluate(data) is (low <= x <= high)
    assert parse("includes([low..high], x)").evaluate(data) is (low <= x <= high)


@given(st.dates(), st.times(), ZONES)
def test_dates_and_times_read_back_as_they_were_written(day: date, moment: time, zone: str) -> None:
    assert read_literal(write(day)) == day
    plain = write(moment)
    assert read_literal(plain) == moment
    both = f"{write(day)}T{plain}{zone}"
    value = read_literal(both)
    assert isinstance(value, datetime)
    assert write(value) == both


@given(st.timedeltas(), st.integers(-(10**6), 10**6))
def test_durations_read_back_as_they_were_written(length: timedelta, months: int) -> None:
    assert read_literal(write(length)) == length
    assert read_literal(write(YearMonthDuration(months))) == YearMonthDuration(months)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-1000, 1000))
def test_adding_days_and_taking_them_away_is_nothing(day: date, days: int) -> None:
    length = timedelta(days=days)
    data = {"day": day, "length": length}
    assert parse("day + length - length = day").evaluate(data) is True
    assert parse("(day + length) - day = length").evaluate(data) is True


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_json_comes_back_as_it_went_in(value: object) -> None:
    assert to_json(from_json(value)) == value
    assert to_json(parse("x").evaluate({"x": value})) == value


@given(st.lists(st.integers(-50, 50), max_size=20))
def test_list_functions_agree_with_python(items: list[int]) -> None:
    data = {"l": items}
    assert to_json(parse("sort(l, function(a, b) a < b)").evaluate(data)) == sorted(items)
    assert to_json(parse("distinct values(l)").evaluate(data)) == list(dict.fromkeys(items))
    assert to_json(parse("reverse(l)").evaluate(data)) == items[::-1]
    assert to_json(parse("l[item > 0]").evaluate(data)) == [item for item in items if item > 0]
    assert to_json(parse("sum(l)").evaluate(data)) == (sum(items) if items else None)
