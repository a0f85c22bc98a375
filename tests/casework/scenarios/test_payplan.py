"""Every scenario of the pay plan ends as its file says, and they go everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from processes.models import DefinitionFile, ProcessVersion
from processes.services import deploy

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FOLDERS = ("payplan", "rectify")
SCENARIOS = {path.stem: scenario for path, scenario in scenarios_of("payplan")}


@pytest.fixture(scope="module")
def deployed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Deployed once for all tests of this file, and taken away after them."""
    with django_db_blocker.unblock():
        made = [
            deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2025, 1, 1, tzinfo=UTC))
            for folder in FOLDERS
        ]
    yield
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version__in=made).delete()
        ProcessVersion.objects.filter(pk__in=[version.pk for version in made]).delete()


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
@pytest.mark.usefixtures("deployed")
def test_the_scenario_ends_as_expected(scenario: Scenario) -> None:
    assert play(scenario).problems == []


@pytest.mark.parametrize("table", ["D07", "D18a", "D18b"])
def test_every_row_of_the_tables_is_hit_by_a_scenario(table: str) -> None:
    rules = compile_bundle(read_bundle(DEFINITIONS / "payplan")).decisions[table].rules
    expected = {
        decision["rule"]
        for scenario in SCENARIOS.values()
        for decision in scenario.expect.get("decisions", [])
    }
    assert {rule.id for rule in rules} - expected == set()


def test_every_end_of_the_main_process_is_reached_by_a_scenario() -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / "payplan"))
    main = definition.processes[definition.main]
    ends = {element.name for element in main.elements.values() if element.kind == "endEvent"}
    reached = {scenario.expect.get("end") for scenario in SCENARIOS.values()}
    # The branch that opens the rectification ends there; the case goes on.
    assert ends - reached == {"已转整改"}
