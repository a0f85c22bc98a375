"""Laws that hold for all values: of three-valued logic, of order, of relations between ranges, of text."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from processes.feel import FeelFailure, Range, YearMonthDuration, parse, parse_unary
from processes.feel.expression import evaluate_in
from processes.feel.nodes import unary
from processes.feel.run import Outermost, Run
from processes.feel.wide import WideDate, WideDateTime, WideTime

TRUTH = st.sampled_from([True, False, None])
NUMBERS = st.integers(-5, 5).map(Decimal)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=2),
    st.text(max_size=4),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.timedeltas(timedelta(days=-999), timedelta(days=999)),
    st.integers(-999, 999).map(YearMonthDuration),
)


def ask(text: str, **data: Any) -> Any:
    return parse(text).evaluate(data)


@given(TRUTH, TRUTH, TRUTH)
def test_logic_has_the_laws_of_three_values(a: bool | None, b: bool | None, c: bool | None) -> None:
    data = {"a": a, "b": b, "c": c}
    for left, right in (
        ("a and b", "b and a"),
        ("a or b", "b or a"),
        ("(a and b) and c", "a and (b and c)"),
        ("(a or b) or c", "a or (b or c)"),
        ("a and (b or c)", "(a and b) or (a and c)"),
        ("a or (b and c)", "(a or b) and (a or c)"),
        ("not(a and b)", "not(a) or not(b)"),
        ("not(a or b)", "not(a) and not(b)"),
        ("not(not(a))", "a"),
        ("a and (a or b)", "a"),
        ("a or (a and b)", "a"),
        ("a and true", "a"),
        ("a or false", "a"),
        ("all([a, b, c])", "a and b and c"),
        ("any([a, b, c])", "a or b or c"),
        ("some x in [a, b, c] satisfies x", "a or b or c"),
        ("every x in [a, b, c] satisfies x", "a and b and c"),
    ):
        assert ask(left, **data) is ask(right, **data), (left, data)


@given(SCALARS, SCALARS)
def test_order_and_equality_agree(a: Any, b: Any) -> None:
    data = {"a": a, "b": b}
    below, above, same = (ask(f"a {sign} b", **data) for sign in ("<", ">", "="))
    assert below is ask("b > a", **data)
    assert ask("a != b", **data) is (None if same is None else not same)
    assert same is ask("b = a", **data)
    assert ask("a = a", **data) is True
    if below is not None:
        assert [below, above, same].count(True) == 1
        assert ask("a <= b", **data) is not above
        assert ask("a >= b", **data) is not below


@given(NUMBERS, NUMBERS, NUMBERS)
def test_order_is_transitive(a: Decimal, b: Decimal, c: Decimal) -> None:
    if ask("a <= b and b <= c", a=a, b=b, c=c):
        assert ask("a <= c", a=a, b=b, c=c) is True


@st.composite
def ranges(draw: Callable[..., Any]) -> Range:
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    return Range(low, high, *((True, True) if low == high else (draw(st.booleans()), draw(st.booleans()))))


def _points(value: Range) -> set[Decimal]:
    """The halves that lie in a range: enough to tell any two ranges with whole ends apart."""
    inside = set()
    for half in range(-12, 13):
        point = Decimal(half) / 2
        above = point > value.start or (point == value.start and value.start_included)
        below = point < value.end or (point == value.end and value.end_included)
        if above and below:
            inside.add(point)
    return inside


@given(ranges(), ranges())
def test_relations_of_ranges_are_those_of_the_points_inside(r: Range, s: Range) -> None:
    left, right = _points(r), _points(s)
    data = {"r": r, "s": s}
    assert ask("before(r, s)", **data) is (max(left) < min(right))
    assert ask("after(r, s)", **data) is ask("before(s, r)", **data)
    assert ask("overlaps(r, s)", **data) is bool(left & right)
    assert ask("includes(r, s)", **data) is (right <= left)
    assert ask("during(r, s)", **data) is (left <= right)
    assert ask("coincides(r, s)", **data) is (left == right)
    assert ask("starts(r, s)", **data) is (min(left) == min(right) and left <= right)
    assert ask("started by(r, s)", **data) is ask("starts(s, r)", **data)
    assert ask("finishes(r, s)", **data) is (max(left) == max(right) and left <= right)
    assert ask("finished by(r, s)", **data) is ask("finishes(s, r)", **data)
    assert ask("meets(r, s)", **data) is (r.end == s.start and r.end_included and s.start_included)
    assert ask("met by(r, s)", **data) is ask("meets(s, r)", **data)
    assert ask("overlaps after(r, s)", **data) is ask("overlaps before(s, r)", **data)


@given(NUMBERS, ranges())
def test_relations_of_a_point_are_those_of_its_place(p: Decimal, r: Range) -> None:
    inside = p in _points(r)
    assert ask("p in r", p=p, r=r) is inside
    assert ask("includes(r, p)", p=p, r=r) is inside
    assert ask("during(p, r)", p=p, r=r) is inside
    assert ask("starts(p, r)", p=p, r=r) is (p == r.start and inside)
    assert ask("finishes(p, r)", p=p, r=r) is (p == r.end and inside)
    assert [ask("before(p, r)", p=p, r=r), inside, ask("after(p, r)", p=p, r=r)].count(True) == 1


@given(ranges())
def test_a_range_reads_back_from_its_text(r: Range) -> None:
    assert ask("range(string(r)) = r", r=r) is True


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=6,
)


def _literal(value: Any) -> str:
    """FEEL source for a value, by way of its text: only temporal values need a mark."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_literal(item)}' for key, item in value.items()) + "}"
    if isinstance(value, date | time | timedelta | YearMonthDuration):
        return f'@"{ask("string(v)", v=value)}"'
    if value is None:
        return "null"
    return str(ask("string([v])", v=value))[1:-1]


@settings(max_examples=300)
@given(VALUES)
def test_source_that_is_written_for_a_value_means_the_value(value: Any) -> None:
    assert ask(_literal(value)) == ask("v", v=value)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_from_its_text(value: Decimal) -> None:
    try:
        text = ask("string(v)", v=value)
    except FeelFailure:  # beyond decimal128
        return
    assert ask("number(t) = v", t=text, v=value) is True


TESTS = st.lists(
    st.sampled_from(
        ["1", "2.0", "< 2", ">= 2", "[1..3)", "]1..3]", '"a"', '"b"', '> "a"', '["a".."b"]', "true", "false", "-1",
         '@"2024-05-01"', '< @"2024-05-01"', '@"P1D"', "null", "= 2", "!= 2", "[2, 3]"]
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip
CELL: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, False, Decimal(1), Decimal(2), Decimal(3), "a", "b", "c", [Decimal(2)], {}),
        *(date(2024, 5, 1), date(2023, 1, 1), datetime(2024, 5, 1), timedelta(days=1), YearMonthDuration(1)),
    ]
)


@settings(max_examples=400)
@given(TESTS, st.booleans(), CELL)
def test_the_quick_way_of_a_cell_gives_what_its_nodes_give(
    tests: list[str], negated: bool, value: Any
) -> None:
    text = ", ".join(tests)
    cell = parse_unary(f"not({text})" if negated else text)
    scope = Outermost(Run(), {})
    slow = evaluate_in(unary.Tests(cell.root.tests, cell.root.negated), scope.inner({"?": value})) is True
    assert cell.passes(value, scope) is slow
    assert cell.matches(value, {}) is slow


@given(st.datetimes(), st.timedeltas(timedelta(days=-4_000_000), timedelta(days=4_000_000)))
def test_what_is_later_by_a_length_is_that_far_away(moment: datetime, length: timedelta) -> None:
    law = '(m + d) - m = d and (m - d) + d = m and (m + d > m) = (d > @"PT0S")'
    assert ask(law, m=moment, d=length) is True


def test_wide_dates_and_times_keep_their_order_and_digits() -> None:
    assert ask('@"10000-01-01"') == WideDate(10000, 1, 1)
    assert isinstance(ask('time("10:00:00.000000001Z")'), WideTime)
    assert isinstance(ask('@"-0044-03-15T12:00:00"'), WideDateTime)
    for text in (
        'date("-999999999-02-28") < date("0001-01-01") and date("0001-01-01") < date("999999999-12-31")',
        '@"10:00:00.000000001" > @"10:00:00" and @"10:00:00.1" > @"10:00:00.000000001"',
        '@"10000-01-01T00:00:00+01:00" = @"9999-12-31T23:00:00Z"',
        '@"10000-01-01T00:00:00" > @"9999-12-31T23:59:59"',
        'date("10000-01-01").weekday = 6 and day of week(date("10000-01-01")) = "Saturday"',
        'string(date and time(date("12345-06-07"), time("01:02:03.123456789@Asia/Shanghai")))'
        ' = "12345-06-07T01:02:03.123456789@Asia/Shanghai"',
        'date("10001-02-29") = null and date("10000-02-29") != null and date("01000-01-01") = null',
        'string(duration("-P1DT2H3M4.123456789S")) = "-P1DT2H3M4.123456789S"',
        '@"PT0.000000001S" > @"PT0S" and @"-PT0.000000001S" < @"PT0S" and @"P1DT0.000000001S".days = 1',
        '@"PT0.000000001S" instance of days and time duration',
        '@"10:00:00.000000001" = @"10:00:00.000000001" and @"10:00:00.000000001" < @"10:00:00.000000002"',
    ):
        assert ask(text) is True, text
