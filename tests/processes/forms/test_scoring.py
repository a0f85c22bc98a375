"""The score of a checklist, as D11 reads it (domain.md §2.9)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes import feel, registry
from processes.forms.scoring import POINTS, checklist_score, red_failed

ITEM = st.fixed_dictionaries(
    {
        "weight": st.integers(1, 100),
        "red": st.booleans(),
        "result": st.sampled_from(["met", "partly", "not_met", "not_applicable", None]),
    }
)


def item(weight: int, result: str | None, *, red: bool = False) -> dict[str, Any]:
    return {"weight": weight, "red": red, "result": result}


@pytest.mark.parametrize(
    ("items", "score"),
    [
        ([item(2, "met"), item(3, "met")], "100.0"),
        ([item(2, "met"), item(3, "not_met")], "40.0"),
        ([item(2, "partly"), item(3, "met")], "80.0"),
        ([item(2, "not_applicable"), item(3, "partly")], "50.0"),
        ([item(1, "met"), item(2, "not_met")], "33.3"),
        # 86.25 is rounded up: a school is not graded down by a tie.
        ([item(69, "met"), item(11, "not_met")], "86.3"),
        ([item(1, "met"), item(5, None)], "100.0"),
        ([item(1, "not_applicable")], None),
        ([], None),
        (None, None),
    ],
)
def test_the_score_is_weighted_over_the_items_that_apply(items: Any, score: str | None) -> None:
    assert checklist_score(items) == (None if score is None else Decimal(score))


@given(st.lists(ITEM, max_size=60))
def test_a_score_lies_between_none_and_a_hundred_and_exists_where_an_item_applies(items: list[Any]) -> None:
    score = checklist_score(items)
    assert (score is not None) == any(one["result"] in POINTS for one in items)
    assert score is None or 0 <= score <= 100


@given(st.lists(ITEM, min_size=1, max_size=30).flatmap(lambda i: st.tuples(st.just(i), st.permutations(i))))
def test_the_order_of_the_items_changes_nothing(both: tuple[list[Any], list[Any]]) -> None:
    one, other = both
    assert (checklist_score(one), red_failed(one)) == (checklist_score(other), red_failed(other))


@given(st.lists(ITEM, max_size=30), st.lists(st.integers(1, 100), max_size=5))
def test_items_that_do_not_apply_drop_out(items: list[Any], weights: list[int]) -> None:
    more = [*items, *(item(weight, "not_applicable", red=True) for weight in weights)]
    assert (checklist_score(more), red_failed(more)) == (checklist_score(items), red_failed(items))


@given(st.lists(ITEM, min_size=1, max_size=30), st.data())
def test_a_better_result_never_lowers_the_score(items: list[Any], data: Any) -> None:
    at = data.draw(st.integers(0, len(items) - 1))
    before = checklist_score([*items[:at], items[at] | {"result": "not_met"}, *items[at + 1 :]])
    after = checklist_score([*items[:at], items[at] | {"result": "met"}, *items[at + 1 :]])
    assert before is not None
    assert after is not None
    assert after >= before


@pytest.mark.parametrize(
    ("items", "failed"),
    [
        ([item(1, "not_met", red=True)], True),
        ([item(1, "partly", red=True), item(1, "not_met")], False),
        ([item(1, "not_applicable", red=True), item(1, None, red=True)], False),
        ([], False),
        (None, None),
    ],
)
def test_only_a_red_line_that_is_not_met_at_all_fails(items: Any, failed: bool | None) -> None:
    assert red_failed(items) is failed


def test_expressions_call_both_by_name() -> None:
    items = feel.from_json([item(3, "met"), item(1, "not_met", red=True)])

    def said(text: str, **names: Any) -> Any:
        return feel.parse(text).evaluate(names, functions=registry.functions())

    assert said("checklist score(visit.items)", visit={"items": items}) == Decimal("75.0")
    assert said("red failed(items) and checklist score(items) >= 60", items=items) is True
    with pytest.raises(feel.FeelFailure, match="不能用这些参数计算"):
        said('checklist score("x")')
