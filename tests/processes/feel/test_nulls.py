"""What an expression is said to come to where names are null, held against evaluating it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes import feel
from processes.feel.nulls import FALSE, NULL, OTHER, TRUE, TRUTH, Answer, Answers, answers

ABSENT = {"x", "z"}
_numbers = st.sampled_from(
    ["x", "z.a", "y", "1", "null", "(x + y)", "count([y])", "count(x)", "(-y)", "(if t then y else z)"]
)
_simple = st.one_of(
    st.sampled_from(["t", "true", "false", "x.b", "null", "not(t)", "not(z)"]),
    st.builds("{} {} {}".format, _numbers, st.sampled_from(["=", "!=", "<", ">="]), _numbers),
    st.builds("{} between {} and {}".format, _numbers, _numbers, _numbers),
    st.builds("(some i in {} satisfies i > 0)".format, st.sampled_from(["x", "[y]", "z.a"])),
)
_expressions = st.recursive(
    _simple,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        st.builds("(if {} then {} else {})".format, inner, inner, inner),
    ),
    max_leaves=6,
)


def answer_of(value: object) -> Answer:
    if isinstance(value, bool):
        return Answer.TRUE if value else Answer.FALSE
    return Answer.NULL if value is None else Answer.OTHER


@settings(max_examples=400, deadline=None)
@given(text=_expressions, y=st.integers(-2, 2), t=st.booleans())
def test_what_an_expression_comes_to_is_among_what_is_said(text: str, y: int, t: bool) -> None:
    expression = feel.parse(text)
    assert answer_of(expression.evaluate({"y": y, "t": t})) in answers(expression.root, ABSENT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x.outcome = \"ok\"", FALSE),
        ("x.outcome != \"ok\"", TRUE),
        ("x = null", TRUE),
        ("x.days > 5", NULL),
        ("y = 1 and x.days > 5", FALSE | NULL),
        ("x != null and x.days > 5", FALSE),
        ("x = null or x.days > 5", TRUE),
        ("x.days + 1", NULL),
        ("date(x.day)", NULL),
        ("count(x)", NULL),
        ("for i in x return i", NULL),
        ("{a: x}", OTHER),
        ("if x = null then 1 else x", OTHER),
        ("t = x", FALSE),
        ("x instance of number", TRUTH),
    ],
)  # fmt: skip
def test_null_is_told_from_what_bears_it(text: str, said: Answers) -> None:
    assert answers(feel.parse(text).root, ABSENT) == said
