"""The scenarios of guidance visits, played step by step, and that they go everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from casework.cases.models import Case
from casework.findings.models import Finding
from casework.letters.models import Letter
from casework.sampling.models import Visit
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from processes.models import DecisionRecord, DefinitionFile, ProcessInstance, ProcessVersion
from processes.services import decide_each, deploy
from tests.casework.letters.test_letters_of_a_case import text_of

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FOLDERS = ("visit_guid", "visit_guid_school")
SCENARIOS = [(folder, path.stem, scenario) for folder in FOLDERS for path, scenario in scenarios_of(folder)]
BY_NAME = {f"{folder}/{name}": scenario for folder, name, scenario in SCENARIOS}
# Serious findings and satisfaction are asked of the table of points, which D11a shares its facts with.
ROWS_ELSEWHERE = {("GUID_ORDER", "GUID-ORDER-2"), ("GUID_ORDER", "GUID-ORDER-3")}


@pytest.fixture(scope="module", autouse=True)
def deployed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        made = [
            deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2026, 1, 1, tzinfo=UTC))
            for folder in ("rectify", "visit_guid_school", "visit_guid")
        ]
    yield
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version__in=made).delete()
        ProcessVersion.objects.filter(pk__in=[version.pk for version in made]).delete()


@pytest.mark.parametrize("scenario", BY_NAME.values(), ids=BY_NAME)
def test_the_story_goes_as_written(scenario: Scenario) -> None:
    assert play(scenario).problems == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_and_every_end_is_reached_by_a_scenario(folder: str) -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / folder))
    own = [scenario for home, _, scenario in SCENARIOS if home == folder]
    tables = {path.stem for path in (DEFINITIONS / folder).glob("*.dmn")}
    rows = {(table, rule.id) for table in tables for rule in definition.decisions[table].rules}
    hit = {(d["table"], d["rule"]) for scenario in own for d in scenario.expect.get("decisions", [])}
    assert rows - hit - ROWS_ELSEWHERE == set()
    ends = {
        element.name
        for element in definition.processes[definition.main].elements.values()
        if element.kind == "endEvent"
    }
    assert ends - {scenario.expect["end"] for scenario in own} == set()


def test_the_advice_says_what_was_seen_and_when_somebody_comes_back() -> None:
    case = play(BY_NAME["visit_guid_school/improved"]).case
    said = text_of(Letter.objects.get(case=case))
    for part in ("视导指导意见书", "2026年3月24日", "C（一般）", "增开劳动类课程", "2026年5月6日"):
        assert part in said, part
    assert "{{" not in said
    assert Visit.objects.get(case=case).kind == "SD"


def test_what_is_grave_is_rectified_at_once_by_the_centre() -> None:
    visit = play(BY_NAME["visit_guid_school/grave_on_the_spot"]).case
    opened = Case.objects.get(kind=Case.Kind.RECTIFICATION, sender=visit)
    assert (opened.source, opened.office.code) == (Case.Source.GUIDANCE, "JSFZ")
    assert [(f.code, f.severity) for f in Finding.objects.filter(case=opened)] == [("VF-6", 4)]


@pytest.mark.parametrize(
    ("changes", "row"),
    [({"serious_findings": 2}, "GUID-ORDER-2"), ({"satisfaction": 0.7}, "GUID-ORDER-3")],
)
def test_rows_of_the_order_that_no_story_has_facts_for(changes: dict[str, Any], row: str) -> None:
    case = play(BY_NAME["visit_guid/plan_returned"]).case
    nothing = {"months_since_visit": 0, "serious_findings": 0, "satisfaction": None, "last_visit": None}
    decide_each(
        instance=ProcessInstance.objects.select_related("version").get(key=case.pk),
        table="GUID_ORDER",
        data=[{"candidate": nothing | changes}],
        at=datetime(2026, 4, 1, tzinfo=UTC),
    )
    assert DecisionRecord.objects.latest("pk").matched == [row]
