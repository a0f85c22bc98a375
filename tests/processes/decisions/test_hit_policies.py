"""What a table gives under each hit policy (DMN 8.2.11)."""

from typing import Any

import pytest

from processes.decisions import DecisionConflict, ValueNotAllowed
from processes.feel import to_json

from .conftest import Build

ROWS = [["< 10", '"low"'], ["[5..20]", '"middle"'], ["> 15", '"high"']]
ORDER = '"high", "middle", "low"'


@pytest.mark.parametrize(
    ("policy", "value", "matched", "result"),
    [
        ("UNIQUE", 3, ["r1"], "low"),
        ("UNIQUE", None, [], None),
        ("FIRST", 7, ["r1"], "low"),
        ("PRIORITY", 7, ["r2"], "middle"),
        ("PRIORITY", 18, ["r3"], "high"),
        ("ANY", 3, ["r1"], "low"),
        ("COLLECT", 7, ["r1", "r2"], ["low", "middle"]),
        ("RULE ORDER", 18, ["r2", "r3"], ["middle", "high"]),
        ("OUTPUT ORDER", 18, ["r3", "r2"], ["high", "middle"]),
        ("COLLECT", None, [], None),
    ],
)
def test_each_policy_settles_its_hits(
    build: Build, policy: str, value: Any, matched: list[str], result: Any
) -> None:
    table = build(["x"], ["size"], ROWS, policy=policy, allowed={"size": ORDER})
    outcome = table.evaluate({"x": value})
    assert (outcome.matched, outcome.result) == (matched, result)
    assert to_json(outcome.inputs) == {"x": value}


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY"])
def test_a_conflict_names_the_rules(build: Build, policy: str) -> None:
    with pytest.raises(DecisionConflict, match="r1、r2") as caught:
        build(["x"], ["size"], ROWS, policy=policy).evaluate({"x": 7})
    assert caught.value.rules == ("r1", "r2")


def test_any_takes_rules_that_agree(build: Build) -> None:
    outcome = build(["x"], ["y"], [["> 1", "5"], ["> 2", "2 + 3"]], policy="ANY").evaluate({"x": 3})
    assert (outcome.matched, outcome.result) == (["r1", "r2"], 5)


@pytest.mark.parametrize(
    ("aggregation", "result"), [("SUM", 9), ("MIN", 2), ("MAX", 4), ("COUNT", 3), ("", [2, 3, 4])]
)
def test_collect_aggregates(build: Build, aggregation: str, result: Any) -> None:
    rows = [["-", "2"], ["> 0", "3"], ["> 1", "x"], ["> 100", "7"]]
    table = build(["x"], ["y"], rows, policy="COLLECT", aggregation=aggregation)
    assert table.evaluate({"x": 4}).result == result


def test_several_outputs_make_a_context_ranked_from_the_left(build: Build) -> None:
    rows = [["-", '"b"', "1"], ["-", '"a"', "2"], ["-", '"a"', "1"]]
    table = build(
        ["x"], ["grade", "n"], rows, policy="OUTPUT ORDER", allowed={"grade": '"a","b"', "n": "1,2"}
    )
    assert table.evaluate({"x": 1}).matched == ["r3", "r2", "r1"]
    assert table.evaluate({"x": 1}).result[0] == {"grade": "a", "n": 1}


def test_the_default_stands_in_when_nothing_matches(build: Build) -> None:
    table = build(["x"], ["size", "n"], [["1", '"one"', "1"]], default={"size": '"other"'})
    outcome = table.evaluate({"x": 2})
    assert (outcome.matched, outcome.result) == ([], {"size": "other", "n": None})


def test_values_outside_a_column_are_refused(build: Build) -> None:
    table = build(["x"], ["y"], [["-", '"c"']], allowed={"x": "1,2,3", "y": '"a","b"'})
    with pytest.raises(ValueNotAllowed, match="“x”"):
        table.evaluate({"x": 4})
    with pytest.raises(ValueNotAllowed, match="“y”"):
        table.evaluate({"x": 3})


def test_an_input_is_evaluated_once_however_many_rules_ask(build: Build) -> None:
    calls: list[int] = []

    def ask() -> int:
        calls.append(1)
        return 3

    table = build(["ask()"], ["y"], [["1", "1"], ["2", "2"], ["3", "3"]])
    outcome = table.evaluate({}, functions={"ask": ask})
    assert outcome.result == 3
    assert len(calls) == 1


def test_cells_see_the_other_data(build: Build) -> None:
    table = build(["x"], ["y"], [["> limit", "limit * 2"], ["<= limit", "0"]])
    assert table.evaluate({"x": 5, "limit": 3}).result == 6


def test_columns_of_the_same_name_are_both_recorded(build: Build) -> None:
    outcome = build(["x", "x"], ["y"], [["1", "1", "1"]]).evaluate({"x": 1})
    assert to_json(outcome.inputs) == {"x": 1, "x (2)": 1}
