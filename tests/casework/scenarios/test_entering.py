"""Every scenario of library entry, change of instructor and renewal ends as its file says, and they go everywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoDbBlocker

from casework.cases.clock import local_date
from casework.filings.models import Filing
from casework.library.models import LibraryEntry
from casework.papers.models import ExpiryAlert
from casework.permits.models import Permit, Swap
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from processes.models import DefinitionFile, ProcessVersion
from processes.services import deploy

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FOLDERS = ("lib_entry", "staff_swap", "expiry")
SCENARIOS = [(folder, scenario) for folder in FOLDERS for _, scenario in scenarios_of(folder)]


@pytest.fixture(scope="module")
def deployed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each folder deployed once for all tests of this file, and taken away after them."""
    with django_db_blocker.unblock():
        made = [
            deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2026, 1, 1, tzinfo=UTC))
            for folder in FOLDERS
        ]
    yield
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version__in=made).delete()
        ProcessVersion.objects.filter(pk__in=[version.pk for version in made]).delete()


@pytest.mark.parametrize(("folder", "scenario"), SCENARIOS, ids=str)
@pytest.mark.usefixtures("deployed")
def test_the_scenario_ends_as_expected(folder: str, scenario: Scenario) -> None:
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


@pytest.mark.usefixtures("deployed")
def test_the_insurance_of_st07_is_spoken_of_on_its_days_and_the_permit_rests_from_the_first_day_after_the_holiday() -> (
    None
):
    (story,) = (scenario for _, scenario in SCENARIOS if scenario.story == "ST-07")
    lapsed = play(replace(story, steps=(), expect={})).case
    permit = Permit.objects.get(school=lapsed.school, subject=lapsed.respondent)
    assert (permit.state, permit.changed_on) == (Permit.State.SUSPENDED, date(2026, 5, 6))
    warned = ExpiryAlert.objects.exclude(days=0).order_by("sent_at").values_list("sent_at", flat=True)
    assert [f"{local_date(at):%m-%d}" for at in warned] == ["03-01", "03-31", "04-15", "04-23", "04-29"]


@pytest.mark.usefixtures("deployed")
def test_a_renewed_permit_is_in_force_from_the_day_of_the_check() -> None:
    (story,) = (scenario for _, scenario in SCENARIOS if scenario.story == "ST-07")
    case = play(story).case
    permit = Permit.objects.get(school=case.school, subject=case.respondent)
    assert (permit.state, permit.changed_on) == (Permit.State.ACTIVE, date(2026, 5, 8))


@pytest.mark.usefixtures("deployed")
def test_a_change_of_instructor_is_filed_beside_the_first_filing_and_moves_the_permit() -> None:
    (changed,) = (scenario for _, scenario in SCENARIOS if scenario.name.startswith("机构申请更换"))
    swap = Swap.objects.get(case=play(changed).case)
    assert swap.filing is not None
    assert (swap.filing.kind, swap.filing.changes) == (Filing.Kind.CHANGE, swap.permit.filing)
    on = [row.instructor.name for row in swap.permit.people.on(swap.from_day)]
    assert on == [swap.entering.name]


@pytest.mark.usefixtures("deployed")
def test_substitutes_are_planned_as_such_on_the_days_that_were_registered() -> None:
    (standing_in,) = (s for _, s in SCENARIOS if s.expect.get("end") == "临时代课")
    swap = Swap.objects.get(case=play(standing_in).case)
    days = swap.permit.sessions.filter(is_substitute=True, instructor=swap.entering)
    assert [f"{day:%m-%d}" for day in days.values_list("held_on", flat=True)] == ["04-08", "04-15", "04-22"]


@pytest.mark.usefixtures("deployed")
def test_an_entry_into_the_library_lasts_until_the_school_year_ends() -> None:
    (entered,) = (s for _, s in SCENARIOS if s.name.startswith("个人：只办准入查询"))
    entry = LibraryEntry.objects.get(case=play(entered).case)
    assert (entry.level, entry.valid_to) == (LibraryEntry.Level.DISTRICT, date(2026, 8, 31))
    assert entry.organisation.instructors.get().query_result == "CLEAR"
