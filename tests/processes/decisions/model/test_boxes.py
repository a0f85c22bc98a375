"""Every boxed expression of the standard (DMN 10.2)."""

from typing import Any

import pytest

from .conftest import Decide, data, decision, function, knowledge, literal


def _entry(name: str, logic: str, of: str = "") -> str:
    kind = f' typeRef="{of}"' if of else ""
    variable = f'<variable name="{name}"{kind}/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def _iterator(tag: str, body: str) -> str:
    return f'<{tag} iteratorVariable="x"><in>{literal("[1, 2, 3]")}</in>{body}</{tag}>'


CALL = (
    "<invocation>{called}<binding><parameter name='b'/>{b}</binding>"
    "<binding><parameter name='a'/>{a}</binding></invocation>"
)
TWICE = f"<functionDefinition {function('n: number', 'n * 2')}</functionDefinition>"
TEXT = '"x"'
CALLS = '[f(4), f(n: 5), f("x")]'
BOXES: dict[str, tuple[str, Any]] = {
    "a context whose entries see those before": (
        f"<context>{_entry('a b', literal('2'))}{_entry('c', literal('a b * 3'))}</context>",
        {"a b": 2, "c": 6},
    ),
    "a context with a result": (
        f"<context>{_entry('a', literal('2'))}{_entry('', literal('a + 1'))}</context>",
        3,
    ),
    "an entry of another type": (f"<context>{_entry('a', literal('1'), 'string')}</context>", {"a": None}),
    "expressions with commas between them": (literal('matches("a", "[^b]"), 1 + 1'), [True, 2]),
    "what would be a list only with brackets in its midst": (literal("[1][1, [2][1"), None),
    "a list": (f"<list>{literal('1')}<list>{literal('2')}</list></list>", [1, [2]]),
    "a relation": (
        "<relation><column name='n'/><column name='s'/>"
        f"<row>{literal('1')}{literal('n')}</row><row>{literal('2')}{literal('3')}</row></relation>",
        [{"n": 1, "s": None}, {"n": 2, "s": 3}],
    ),
    "a relation with a column of a type": (
        "<relation><column name='n' typeRef='number'/><column name='s'/>"
        f"<row>{literal('1')}{literal('1')}</row><row>{literal(TEXT)}{literal(TEXT)}</row></relation>",
        [{"n": 1, "s": 1}, {"n": None, "s": "x"}],
    ),
    "a function in a context": (
        f"<context>{_entry('f', TWICE)}{_entry('', literal(CALLS))}</context>",
        [8, 10, None],
    ),
    "a function in a context that says what it gives": (
        f"<context>{_entry('f', TWICE, 'number')}{_entry('', literal(CALLS))}</context>",
        [8, 10, None],
    ),
    "a function in a context that gives something else": (
        f"<context>{_entry('f', TWICE, 'string')}{_entry('', literal('f(4)'))}</context>",
        None,
    ),
    "an invocation by name": (CALL.format(called=literal("minus"), a=literal("7"), b=literal("5")), 2),
    "an invocation whose argument has a type": (
        CALL.format(called=literal("minus"), a=literal("7"), b=literal("5")).replace(
            "<parameter name='a'/>", "<parameter name='a' typeRef='string'/>"
        ),
        None,
    ),
    "an invocation of nothing": (CALL.format(called=literal("nobody"), a=literal("7"), b=literal("5")), None),
    "a condition that holds": (
        f"<conditional><if>{literal('1 > 0')}</if><then>{literal('3')}</then><else>{literal('4')}</else></conditional>",
        3,
    ),
    "a condition that is unknown": (
        f"<conditional><if>{literal('null')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>",
        2,
    ),
    "a condition that is none": (
        f"<conditional><if>{literal('1')}</if><then>{literal('1')}</then><else>{literal('2')}</else></conditional>",
        None,
    ),
    "a filter by what is no condition": (
        f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('if item = 1 then true else string(item)')}</match></filter>",
        None,
    ),
    "some, by what is no condition": (
        _iterator("some", f"<satisfies>{literal('if x = 1 then string(x) else true')}</satisfies>"),
        None,
    ),
    "a filter": (
        f"<filter><in>{literal('[1, 2, 3]')}</in><match>{literal('item > 1')}</match></filter>",
        [2, 3],
    ),
    "a loop": (_iterator("for", f"<return>{literal('x * 2')}</return>"), [2, 4, 6]),
    "a loop that looks back": (_iterator("for", f"<return>{literal('count(partial)')}</return>"), [0, 1, 2]),
    "some": (_iterator("some", f"<satisfies>{literal('x > 2')}</satisfies>"), True),
    "every": (_iterator("every", f"<satisfies>{literal('x > 2')}</satisfies>"), False),
    "nothing at all": ("<description/>", None),
}


@pytest.mark.parametrize("case", BOXES, ids=str)
def test_each_box_gives_its_value(ask: Decide, case: str) -> None:
    logic, result = BOXES[case]
    body = knowledge("minus", "a, b", "a - b") + decision("D", logic, needs="$minus")
    assert ask(body) == result


def test_boxes_nested_too_deeply_are_refused(ask: Decide) -> None:
    assert ask(decision("D", "<list>" * 60 + literal("1") + "</list>" * 60)) is not None
    warnings: list[str] = []
    ask(decision("D", "<list>" * 60 + literal("1") + "</list>" * 60), warnings=warnings)
    assert any("嵌套超过 40 层" in warning for warning in warnings)


def test_functions_close_over_where_they_were_made(ask: Decide) -> None:
    body = (
        knowledge("adder", "a: number", "function(b: number) a + b")
        + data("start")
        + decision("add", "adder(start)", needs="$adder ?start")
        + decision("D", "[add(1), add(b: 2)]", needs="!add")
    )
    assert ask(body, {"start": 10}) == [11, 12]
