"""Every scenario ends as its file says: path, decisions, deadlines to the day, letters, end.

What ended replays through its own version as it ended, without a trace; between them the scenarios of a process go
everywhere.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.scenarios.runner import play
from casework.scenarios.script import Scenario
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import compile_bundle
from processes.models import ProcessInstance, ProcessVersion
from processes.replay.judging import SAME
from processes.replay.pairs import Pair
from processes.replay.several import judge_each
from processes.services import definition_of, version_bundle
from tests.casework.scenarios.plays import PLAYS, plays_of

# Rows of facts that no story has; the tables are asked directly in tests/casework/sampling and test_guidance.py.
TABLES_ELSEWHERE = {"D11a"}
ROWS_ELSEWHERE = {("GUID_ORDER", "GUID-ORDER-2"), ("GUID_ORDER", "GUID-ORDER-3")}
# Ends of a branch, or of what runs beside the main line: the case goes on.
ENDS_OF_BRANCHES = {
    "rectify": {"respondent_replaced", "objection_answered", "withdrawal_refused"},
    "payplan": {"late_dealt_with"},
    "insp_month": {"office_reminded"},
}
STORIES = {"ST-05", "ST-08", "ST-09", "ST-10", "ST-16", "ST-17"}
# Tables of another folder by which a process decides, and which nobody else plays through.
SHARED = {"payplan": ("filing_rules",)}
# Vetting has rows that the order of its steps keeps away from every case: test_ven_vet.py asks them directly.
COVERED = (
    "rectify", "payplan", "insp_month", "insp_visit", "visit_guid", "visit_guid_school", "lib_entry", "staff_swap", "expiry",
)  # fmt: skip


def each() -> Iterator[ParameterSet]:
    """All on SQLite, the first of each process on PostgreSQL too: what they ask of a database is the same."""
    met: set[str] = set()
    for folder, path, scenario in PLAYS:
        marks = () if folder in met else (pytest.mark.persistence,)
        met.add(folder)
        yield pytest.param(folder, path, scenario, id=f"{folder}-{path.stem}", marks=marks)


@pytest.mark.django_db
@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(("folder", "path", "scenario"), list(each()))
def test_it_ends_as_written_and_replays_as_it_was(folder: str, path: Path, scenario: Scenario) -> None:
    assert play(scenario).problems == []
    ended = ProcessInstance.objects.filter(status=ProcessInstance.Status.ENDED).select_related("version")
    assert ended or not scenario.expect.get("end")
    for version in ProcessVersion.objects.filter(instances__in=ended).distinct():
        bundle, definition = version_bundle(version), definition_of(version)
        pair = Pair(definition, definition, bundle, bundle)
        mine = [one for one in ended if one.version_id == version.pk]
        with CaptureQueriesContext(connection) as asked:
            found = dict(judge_each(mine, pair, by_records=False))
        assert found == dict.fromkeys(mine, SAME)
        assert not [q["sql"] for q in asked if not q["sql"].startswith("SELECT")]


@pytest.mark.parametrize("folder", COVERED)
def test_every_row_of_every_table_is_hit(folder: str) -> None:
    decisions = compile_bundle(read_bundle(DEFINITIONS / folder)).decisions
    folders = (folder, *SHARED.get(folder, ()))
    tables = {path.stem for one in folders for path in (DEFINITIONS / one).glob("*.dmn")} - TABLES_ELSEWHERE
    rows = {(table, rule.id) for table in tables for rule in decisions[table].rules}
    hit = {
        (decision["table"], decision["rule"])
        for scenario in plays_of(folder).values()
        for decision in scenario.expect.get("decisions", [])
    }
    assert rows - hit - ROWS_ELSEWHERE == set()


@pytest.mark.parametrize("folder", COVERED)
def test_every_end_of_the_main_process_is_reached(folder: str) -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / folder))
    main = definition.processes[definition.main]
    beside = ENDS_OF_BRANCHES.get(folder, set())
    ends = {e.name for e in main.elements.values() if e.kind == "endEvent" and e.id not in beside}
    assert ends - {scenario.expect.get("end") for scenario in plays_of(folder).values()} == set()


def test_every_story_of_rectification_is_played() -> None:
    assert {scenario.story for scenario in plays_of("rectify").values()} >= STORIES
