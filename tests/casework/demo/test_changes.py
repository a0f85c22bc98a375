"""The demo shows a change that is being drafted, one in force, and one that was stopped because its cases failed."""

import pytest

from casework.calendar.services import Calendar, seed_official
from casework.changes.authoring.findings import findings_of
from casework.changes.editing.checking import found_in
from casework.changes.models import ChangeSet, Recording
from casework.changes.pages.halts import halt_lines
from casework.demo.changes import load_changes
from casework.demo.policy import load_parameters
from casework.demo.register import load_register
from casework.inbox.viewer import Viewer
from casework.organisations.models import Person
from casework.organisations.standing import standing_of
from casework.scenarios.script import moment
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Draft, Incident
from processes.services import deploy, draft_bundle, version_in_force

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-27T15:00")


def test_changes_stand_at_every_point_of_their_way() -> None:
    load_register(NOW.date())
    seed_official()
    load_parameters()
    for folder in ("rectify", "insp_visit", "visit_guid_school", "policy_change"):
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=NOW)
    load_changes(at=NOW, calendar=Calendar.load())

    found = {change.status: change for change in ChangeSet.objects.select_related("case")}
    assert set(found) == {"DRAFT", "PUBLISHED", "HALTED"}
    in_force = found["PUBLISHED"]
    assert in_force.case
    assert in_force.case.outcome == "已施行"
    assert version_in_force("visit_guid_school", on=NOW.date()) == in_force.versions.get().version

    stopped = found["HALTED"]
    assert version_in_force("rectify", on=NOW.date()).number == 1
    failed = Incident.objects.open().select_related("instance__version")
    assert {(one.instance.version.number, one.element_id) for one in failed} == {(2, "set_terms")}
    assert failed.count() == 3
    cause = "“登记签发级别、停止措施”没有完成：决策表“整改期限、签发级别与文书形式”第1行没有给出“签发”"
    assert {one.cause for one in failed} == {cause}
    manager = Person.objects.get(username="manager")
    (line,) = halt_lines(stopped, Viewer(standing_of(manager, NOW.date()), NOW, "zh-hans"))
    assert line.task
    assert line.task.element_id == "decide_halt"

    drafted = Draft.objects.get(key=found["DRAFT"].pk)
    assert not found_in(draft_bundle(drafted), at=NOW)[0]
    table = drafted.files.get(path="insp_visit/D10.dmn").content
    assert [(found["kind"], found["rules"]) for found in findings_of(table)] == [("unreachable", ["D10-20"])]
    assert drafted.files.filter(path__endswith="recorded_1.json").exists()
    assert Recording.objects.filter(draft=drafted).count() == 1
