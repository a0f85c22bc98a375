"""Gaps and overlaps are found without running the table."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.decisions import DecisionConflict, read_decisions

from .conftest import Build, dmn, table_xml


def test_a_gap_between_intervals_is_named(build: Build) -> None:
    table = build(["x"], ["y"], [["< 5", "1"], ["(5..10)", "2"], ["> 10", "3"]])
    assert [gap.values for gap in table.gaps() or []] == [{"x": "等于 5"}, {"x": "等于 10"}]
    assert table.overlaps() == []


def test_overlapping_rules_are_named_with_a_place(build: Build) -> None:
    table = build(["x", "b"], ["y"], [["<= 5", "true", "1"], [">= 5", "-", "2"], ["-", "false", "3"]])
    found = table.overlaps() or []
    assert [overlap.rules for overlap in found] == [("r1", "r2"), ("r2", "r3")]
    assert found[0].message == "第 1 行与第 2 行会同时命中：x 等于 5，b 为是（例如 x = 5，b = true）。"
    assert table.gaps() == []


def test_allowed_values_bound_what_must_be_covered(build: Build) -> None:
    rows = [["1,2", "1"], ["3", "2"]]
    assert build(["x"], ["y"], rows, allowed={"x": "1,2,3"}).gaps() == []
    assert [gap.values for gap in build(["x"], ["y"], rows, allowed={"x": "1,2,3,4"}).gaps() or []] == [
        {"x": "等于 4"}
    ]


def test_words_not_named_are_one_region(build: Build) -> None:
    table = build(["x"], ["y"], [['"a"', "1"], ['not("a", "b")', "2"]])
    assert [gap.values for gap in table.gaps() or []] == [{"x": "为“b”"}]


def test_neighbouring_days_leave_no_gap(build: Build) -> None:
    rows = [['< date("2024-05-01")', "1"], ['[@"2024-05-01"..@"2024-05-03"]', "2"], ['>= @"2024-05-04"', "3"]]
    table = build(["x"], ["y"], rows)
    assert (table.gaps(), table.overlaps()) == ([], [])


COLUMNS: dict[str, tuple[list[str], dict[str, str], set[str]]] = {
    "numbers": (["< 0", "[0..10)", "(10..20]", "> 20"], {}, {"等于 10"}),
    "one word of three": (['"a"', '"b"'], {"x": '"a", "b", "c"'}, {"为“c”"}),
    "free words": (['"a"'], {}, {"为其他文字"}),
    "words in order": (['< "m"', '> "m"'], {}, {"等于 m"}),
    "truth values": (["true"], {}, {"为否"}),
    "days": (
        ['< @"2024-02-28"', '>= @"2024-03-01"'],
        {},
        {"等于 2024-02-28", "在 2024-02-28 与 2024-03-01 之间"},
    ),
    "moments": (['<= @"2024-01-01T12:00:00"'], {}, {"大于 2024-01-01T12:00:00"}),
    "times": (['[@"08:00:00"..@"12:00:00")', '>= @"12:00:00"'], {}, {"小于 08:00:00"}),
    "durations": (['< @"P3D"', '> @"P3D"'], {}, {"等于 P3D"}),
    "months": (['[@"P0M"..@"P1Y"]', '> @"P1Y"'], {}, {"小于 P0M"}),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_gaps_are_found_in_every_usual_type_of_column(build: Build, case: str) -> None:
    cells, allowed, missing = COLUMNS[case]
    table = build(["x"], ["y"], [[cell, "1"] for cell in cells], allowed=allowed)
    gaps = table.gaps() or []
    assert {gap.values["x"] for gap in gaps} == missing
    assert table.overlaps() == []
    for gap in gaps:
        assert table.evaluate(gap.example).matched == []
        assert "例如 x = " in gap.message


@pytest.mark.parametrize("case", COLUMNS)
def test_overlaps_are_found_in_every_usual_type_of_column(build: Build, case: str) -> None:
    cells, allowed, _ = COLUMNS[case]
    table = build(
        ["x"], ["y"], [[cell, "1"] for cell in [*cells, cells[0]]], allowed=allowed, policy="COLLECT"
    )
    found = table.overlaps() or []
    assert [overlap.rules for overlap in found] == [("r1", f"r{len(cells) + 1}")]
    assert table.evaluate(found[0].example).matched == list(found[0].rules)


def test_moments_with_and_without_a_zone_are_not_guessed(build: Build) -> None:
    table = build(["x"], ["y"], [['< @"2024-01-01T00:00:00"', "1"], ['> @"2024-01-01T00:00:00Z"', "1"]])
    assert (table.gaps(), table.overlaps()) == (None, None)


def test_a_default_covers_every_gap(build: Build) -> None:
    assert build(["x"], ["y"], [["1", "1"]], default={"y": "0"}).gaps() == []


@pytest.mark.parametrize("cell", ["> limit", "? > 3", "even(?)", "now()", '1, "a"'])
def test_what_cannot_be_decided_is_not_guessed(build: Build, cell: str) -> None:
    table = build(["x"], ["y"], [[cell, "1"], ["3", "2"]])
    assert (table.gaps(), table.overlaps()) == (None, None)


def test_a_table_that_is_too_large_is_not_guessed(build: Build) -> None:
    names = [f"x{n}" for n in range(12)]
    rows = [["-"] * n + [f"{r * 10 + n}"] + ["-"] * (11 - n) + ["1"] for n in range(12) for r in range(9)]
    assert build(names, ["y"], rows).gaps() is None


CELLS = st.sampled_from(["-", "< 3", "<= 3", "3", "> 3", ">= 5", "[3..5)", "(3..5]", "not(3)", "1, 5", "5"])


@given(st.lists(st.tuples(CELLS, st.sampled_from(["-", "true", "false"])), min_size=1, max_size=4))
def test_the_analysis_agrees_with_running_the_table(cells: list[tuple[str, str]]) -> None:
    rows = [[first, second, "1"] for first, second in cells]
    table = read_decisions(dmn(table_xml(["x", "b"], ["y"], rows)))["D"]
    gap = overlap = False
    for number in ("0", "1", "2", "3", "4", "5", "6"):
        for answer in (True, False):
            try:
                matched = table.evaluate({"x": Decimal(number), "b": answer}).matched
                gap = gap or not matched
            except DecisionConflict:
                overlap = True
    assert (bool(table.gaps()), bool(table.overlaps())) == (gap, overlap)
