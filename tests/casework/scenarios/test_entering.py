"""Every scenario of library entry, change of instructor and renewal ends as its file says, and they go everywhere."""

from datetime import UTC, datetime

import pytest

from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from processes.services import deploy

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FOLDERS = ("lib_entry", "staff_swap")
SCENARIOS = [(folder, scenario) for folder in FOLDERS for _, scenario in scenarios_of(folder)]


@pytest.mark.parametrize(("folder", "scenario"), SCENARIOS, ids=str)
def test_the_scenario_ends_as_expected(folder: str, scenario: Scenario) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2026, 1, 1, tzinfo=UTC))
    report = play(scenario)
    assert report.problems == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_of_every_table_of_the_process_is_hit_by_a_scenario(folder: str) -> None:
    bundle = read_bundle(DEFINITIONS / folder)
    own = {path for path in bundle.paths(".dmn") if path.startswith(f"{folder}/")}
    tables = {path.removesuffix(".dmn").rpartition("/")[2] for path in own}
    decisions = compile_bundle(bundle).decisions
    rows = {(table, rule.id) for table in tables for rule in decisions[table].rules}
    expected = {
        (d["table"], d["rule"])
        for home, scenario in SCENARIOS
        if home == folder
        for d in scenario.expect.get("decisions", [])
    }
    assert rows - expected == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_end_of_the_main_process_is_reached_by_a_scenario(folder: str) -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / folder))
    main = definition.processes[definition.main]
    ends = {element.name for element in main.elements.values() if element.kind == "endEvent"}
    reached = {scenario.expect.get("end") for home, scenario in SCENARIOS if home == folder}
    assert ends - reached == set()
