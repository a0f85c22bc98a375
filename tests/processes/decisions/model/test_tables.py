"""Decision tables of a model: what nothing matches and what a column does not allow (DMN 8.2 and 8.3)."""

from typing import Any

import pytest

from ..conftest import table_xml
from .conftest import Decide, data, knowledge

ROWS = [["1", '"甲"', "1"], ["2", '"丙"', "2"], ["null", '"空"', "3"]]
ALLOWED = {"x": "1, 2", "y": '"甲", "乙", "空"'}


def _of(table: str) -> str:
    """Input data `x` and a table `D` that takes it."""
    return data("x") + table.replace(
        "<decisionTable",
        '<informationRequirement><requiredInput href="#x"/></informationRequirement><decisionTable',
        1,
    )


@pytest.mark.parametrize(
    ("policy", "aggregation", "nothing"),
    [
        ("COLLECT", "", []),
        ("RULE ORDER", "", []),
        ("OUTPUT ORDER", "", []),
        ("COLLECT", "COUNT", 0),
        ("COLLECT", "SUM", None),
        ("ANY", "", None),
    ],
)
def test_no_rule_is_an_empty_list_where_a_list_was_asked(
    ask: Decide, policy: str, aggregation: str, nothing: Any
) -> None:
    rows = [["> 0", "x"]]
    table = table_xml(["x"], ["y"], rows, policy=policy, aggregation=aggregation)
    assert ask(_of(table), {"x": -1}) == nothing
    given = table_xml(["x"], ["y"], rows, policy=policy, aggregation=aggregation, default={"y": "7"})
    assert ask(_of(given), {"x": -1}) == 7


@pytest.mark.parametrize(
    ("x", "result", "heard"),
    [
        (1, {"y": "甲", "n": 1}, []),
        (2, {"y": None, "n": 2}, ["“y”不允许这个值"]),
        (3, {"y": "空", "n": 3}, ["“x”不允许这个值"]),
    ],
)
def test_a_value_that_a_column_does_not_allow_is_null_and_the_rules_go_on(
    ask: Decide, x: int, result: Any, heard: list[str]
) -> None:
    warnings: list[str] = []
    body = _of(table_xml(["x"], ["y", "n"], ROWS, allowed=ALLOWED))
    assert ask(body, {"x": x}, warnings=warnings) == result
    assert len(warnings) == len(heard)
    assert all(part in warning for part, warning in zip(heard, warnings, strict=True))


def test_allowed_values_that_cannot_be_read_allow_nothing(ask: Decide) -> None:
    body = _of(table_xml(["x"], ["y"], [["1", "1"], ["null", "2"]], allowed={"x": '("1", 1)'}))
    warnings: list[str] = []
    assert ask(body, {"x": 1}, warnings=warnings) == 2
    assert '只允许 ("1", 1)' in warnings[0]


COLOUR = (
    '<itemDefinition name="tColour"><typeRef>string</typeRef>'
    '<allowedValues><text>"红", "绿"</text></allowedValues></itemDefinition>'
)


@pytest.mark.parametrize("where", ["<outputEntry", "<output"])
def test_a_cell_fits_the_type_of_its_column_or_its_own(ask: Decide, where: str) -> None:
    table = table_xml([], ["a", "b"], [["x", "x"]]).replace(where, f'{where} typeRef="tColour"', 1)
    assert ask(COLOUR + _of(table), {"x": "红"}) == {"a": "红", "b": "红"}
    assert ask(COLOUR + _of(table), {"x": "蓝"}) == {"a": None, "b": "蓝"}


def test_a_parameter_may_have_the_name_of_a_path(ask: Decide) -> None:
    table = table_xml(["who.age"], ["y"], [[">= 18", '"成年"'], ["< 18", '"未成年"']])
    logic = table[table.index("<decisionTable") : table.index("</decision>")]
    body = knowledge("f", "who.age", logic)
    assert ask(body, {"who.age": 20}, name="f") == "成年"
    assert ask(body, {"who.age": 2}, name="f") == "未成年"
