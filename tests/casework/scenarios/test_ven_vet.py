"""The scenarios of vetting go everywhere, and the rows that none can reach are right all the same."""

from datetime import UTC, datetime

import pytest

from processes import registry
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from tests.casework.scenarios.plays import plays_of

FOLDER = "ven_vet"
SCENARIOS = list(plays_of(FOLDER).values())
STORIES = {"ST-01", "ST-02", "ST-03", "ST-04"}
ENDS = {"已备案可入校", "不得引进", "不予引进", "面审不通过", "不同意备案", "终止", "撤回"}
NOW = datetime(2026, 3, 2, tzinfo=UTC)
NOTHING = {"all": [], "defects": [], "unverified": [], "school_open": [], "returned": 0}


def opinions(mode: str, cyg: str | None, hdzx: str | None) -> dict[str, object]:
    """What D06b reads under a PRM_FILING_MODE where both offices have said that, or nothing."""
    return {
        "opinion_cyg": {"outcome": cyg} if cyg else None,
        "opinion_hdzx": {"outcome": hdzx} if hdzx else None,
        "entry": {"path": "A"},
        "parameters": {"PRM_FILING_MODE": mode},
    }


# Rows that the order of the steps, or the parameters of the first deployment, keep away from every case.
KEPT_AWAY: dict[str, dict[str, object]] = {
    "D03-2a": {"paper": {"unreadable": True}},
    "D06-2": {"papers": NOTHING, "entry": {"verified_at": None}},
    "D06-3": {"papers": NOTHING, "entry": {"interviewed_at": None}},
    "D06-4": {"papers": NOTHING, "entry": {"approved_at": None}},
    "D06-5": {"papers": NOTHING, "entry": {"contract_ends_on": None}},
    "D06-8": {"papers": NOTHING, "entry": {"path": "A"}, "third_party": "block"},
    "D06b-7": opinions("both", "agreed", None),
    "D06b-8": opinions("either", "agreed", None),
    "D06b-10": opinions("either", "returned", "refused"),
    "D06b-11": opinions("either", "refused", "returned"),
    "D06b-12": opinions("activity_centre", "refused", "agreed"),
    "D06b-13": opinions("activity_centre", "agreed", "returned"),
    "D06b-14": opinions("activity_centre", "agreed", "refused"),
    "D06b-15": opinions("activity_centre", "agreed", None),
    "D25-3": {"parameters": {"PRM_TP_MODE": "block", "PRM_TP_RATIO": 0.3}, "applied": "over"},
    "D25-4": {"parameters": {"PRM_TP_MODE": "off", "PRM_TP_RATIO": 0.3}, "applied": "over"},
}
OVER = {"items_all": 20, "items_third_party": 8}


def test_every_story_has_a_scenario() -> None:
    assert {scenario.story for scenario in SCENARIOS} >= STORIES


def test_every_end_is_reached_by_a_scenario() -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / FOLDER))
    main = definition.processes[definition.main]
    assert {e.name for e in main.elements.values() if e.kind == "endEvent"} == ENDS
    assert ENDS - {scenario.expect.get("end") for scenario in SCENARIOS} == set()


def test_every_row_of_every_table_is_hit_by_a_scenario_or_a_case_of_its_own() -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / FOLDER))
    own = {"D01", "D02", "D03", "D04", "D05", "D06", "D06a", "D06b", "D25"}
    rows = {rule.id for table in definition.decisions.values() if table.id in own for rule in table.rules}
    hit = {d["rule"] for s in SCENARIOS for d in s.expect.get("decisions", [])}
    assert rows - hit - set(KEPT_AWAY) == set()


@pytest.mark.parametrize("rule", sorted(KEPT_AWAY))
def test_a_row_that_no_case_meets_is_right_all_the_same(rule: str) -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / FOLDER))
    table = definition.decisions[rule.partition("-")[0]]
    names = {name: OVER if value == "over" else value for name, value in KEPT_AWAY[rule].items()}
    outcome = table.evaluate(names, functions=registry.functions(), at=NOW)
    assert rule in outcome.matched
