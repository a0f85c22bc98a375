"""Every scenario of the rectification ends as its file says: path, decisions, deadlines to the day, letters, end."""

from datetime import UTC, datetime

import pytest

from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from processes.services import deploy

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
SCENARIOS = [scenario for _, scenario in scenarios_of("rectify")]
STORIES = {"ST-05", "ST-08", "ST-09", "ST-10", "ST-16", "ST-17"}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=str)
def test_the_scenario_ends_as_expected(scenario: Scenario) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    report = play(scenario)
    assert report.problems == []


def test_every_story_has_a_scenario() -> None:
    assert {scenario.story for scenario in SCENARIOS} >= STORIES


def test_every_row_of_every_table_is_hit_by_a_scenario() -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / "rectify"))
    rows = {(table.id, rule.id) for table in definition.decisions.values() for rule in table.rules}
    expected = {(d["table"], d["rule"]) for s in SCENARIOS for d in s.expect.get("decisions", [])}
    assert rows - expected == set()


def test_every_end_of_the_main_process_is_reached_by_a_scenario() -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / "rectify"))
    main = definition.processes[definition.main]
    closing = {"respondent_replaced", "objection_answered", "withdrawal_refused"}
    ends = {e.name for e in main.elements.values() if e.kind == "endEvent" and e.id not in closing}
    assert ends - {s.expect.get("end") for s in SCENARIOS} == set()
