"""A new version that makes more incidents than the one before is stopped by itself, and resumed or taken back by two."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.cases.models import Notice
from casework.changes.models import ChangeSet, Halt
from casework.changes.moves.rights import obstacle
from casework.policy.services import confirm, propose
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.models import Incident, ProcessInstance
from processes.services import deploy, version_in_force
from tests.casework.changes.conftest import AT
from tests.casework.changes.desk import SOON, Desk
from tests.casework.changes.failing import IN_FORCE, Failing

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Status = ChangeSet.Status
MAIN = "policy_change/process.bpmn"


@pytest.fixture
def failing(desk: Desk) -> Failing:
    return Failing(desk)


def test_three_failed_cases_stop_it_and_new_matters_take_the_version_before(failing: Failing) -> None:
    running = failing.case(failing.new)
    failing.three_fail()
    assert failing.look().status == Status.HALTED
    assert version_in_force("main", on=SOON) == failing.old
    assert ProcessInstance.objects.get(key=running.pk).version == failing.new
    halt = failing.halt
    assert (halt.version, halt.before, halt.cases, halt.failed, halt.cases_before) == (
        failing.new, failing.old, 4, 3, 0,
    )  # fmt: skip
    assert set(halt.incidents.all()) == set(Incident.objects.all())
    assert "自动停用" in sentence(Event.objects.get(kind="change.halted"), "zh-hans")
    assert "3 of 4 cases" in sentence(Event.objects.get(kind="change.halted"), "en")
    assert "已自动停用" in obstacle(failing.desk.change, SOON)


def test_managers_the_office_and_who_approved_are_told(failing: Failing) -> None:
    failing.three_fail()
    failing.look()
    bureau = failing.desk.bureau
    told = set(Notice.objects.filter(text__contains="已自动停用").values_list("roles", "scope"))
    assert told == {
        (" RL-12 ", str(bureau.bureau.pk)), (" RL-04 ", str(bureau.office.pk)), (" RL-01 ", str(bureau.bureau.pk)),
    }  # fmt: skip


def test_it_is_stopped_once_however_often_it_is_looked_at(failing: Failing) -> None:
    failing.three_fail()
    failing.look()
    failing.fail(failing.new)
    failing.look(timedelta(hours=2))
    assert Halt.objects.count() == Event.objects.filter(kind="change.halted").count() == 1


def test_one_case_that_fails_ten_times_counts_once(failing: Failing) -> None:
    failing.fail(failing.new, times=10)
    failing.fail(failing.new)
    assert failing.look().status == Status.PUBLISHED


def test_what_an_outage_did_does_not_count_unless_a_real_fault_came_to_light(failing: Failing) -> None:
    failing.three_fail()
    Incident.objects.all().update(transient=True)
    assert failing.look().status == Status.PUBLISHED
    for case in [failing.fail(failing.new, transient=True) for _ in range(3)]:
        failing.fail(failing.new, case=case)
    assert failing.look().status == Status.HALTED


def test_no_more_than_the_version_before_is_borne(failing: Failing) -> None:
    for version in (failing.old, failing.new):
        for _ in range(3):
            failing.fail(version)
    assert failing.look().status == Status.PUBLISHED


def test_few_among_many_are_borne_and_the_numbers_are_parameters_with_dates(failing: Failing) -> None:
    for _ in range(60):
        failing.case(failing.new)
    failing.three_fail()
    assert failing.look().status == Status.PUBLISHED
    bureau = failing.desk.bureau
    proposed = propose(
        code="PRM_HALT_EXCESS", value=0.01, effective_from=SOON + timedelta(days=1), source="从严", by=bureau.manager, at=IN_FORCE
    )  # fmt: skip
    confirm(value=proposed, by=bureau.deputy, at=IN_FORCE)
    assert failing.look().status == Status.PUBLISHED
    assert failing.look(timedelta(days=1)).status == Status.HALTED


def test_after_the_days_of_watching_nothing_is_stopped(failing: Failing) -> None:
    failing.three_fail()
    assert failing.look(timedelta(days=8)).status == Status.PUBLISHED
    assert failing.look(timedelta(days=6)).status == Status.HALTED


def test_pilots_are_watched_until_all_have_had_it_for_some_days(desk: Desk) -> None:
    desk.edit()
    until = date(2026, 5, 29)
    desk.hand_in(pilots=[desk.bureau.school], pilot_until=until)
    desk.do(desk.bureau.head, "confirmed")
    desk.do(desk.bureau.deputy, "approved")
    failing = Failing.__new__(Failing)
    failing.desk, failing.old, failing.new = desk, desk.version, desk.change.versions.get().version
    failing.three_fail()
    assert failing.look(timedelta(days=25)).status == Status.HALTED
    assert version_in_force("main", on=until, scope=str(desk.bureau.school.pk)) == failing.old


def test_a_version_with_none_before_it_is_announced_once_and_not_stopped(failing: Failing) -> None:
    failing.old.withdrawn_at = IN_FORCE
    failing.old.save()
    failing.three_fail()
    assert failing.look().status == Status.PUBLISHED
    failing.look(timedelta(hours=2))
    assert (failing.halt.outcome, failing.halt.before) == (Halt.Outcome.ANNOUNCED, None)
    assert version_in_force("main", on=SOON) == failing.new
    assert Notice.objects.filter(text__contains="不能自动停用").count() == 3


def test_two_persons_resume_it_and_it_is_watched_anew(failing: Failing) -> None:
    failing.three_fail()
    failing.look()
    bureau = failing.desk.bureau
    assert failing.desk.task().element_id == "decide_halt"
    failing.decide(bureau.manager, "resume", reason="缺的记录已经补上")
    assert version_in_force("main", on=SOON) == failing.old
    failing.decide(bureau.deputy, "approved")
    assert failing.desk.change.status == Status.PUBLISHED
    assert version_in_force("main", on=SOON) == failing.new
    assert (failing.halt.outcome, failing.halt.ended_by) == (Halt.Outcome.RESUMED, bureau.deputy)
    assert failing.desk.task().element_id == "watch_change"
    assert failing.look(timedelta(hours=3)).status == Status.PUBLISHED


def test_two_persons_take_it_back_for_good(failing: Failing) -> None:
    failing.three_fail()
    failing.look()
    bureau = failing.desk.bureau
    failing.decide(bureau.manager, "withdraw", reason="表单有错")
    failing.decide(bureau.deputy, "refused", comment="先查清楚")
    assert failing.desk.task().element_id == "decide_halt"
    failing.decide(bureau.manager, "withdraw", reason="查清了，表单有错")
    failing.decide(bureau.deputy, "approved")
    change = failing.desk.change
    assert (change.status, change.withdrawn_because) == (Status.WITHDRAWN, "查清了，表单有错")
    assert failing.halt.outcome == Halt.Outcome.WITHDRAWN
    assert version_in_force("main", on=SOON) == failing.old


def test_who_stopped_looking_is_asked_too(failing: Failing) -> None:
    """The manager may stop watching; the system does not."""
    failing.desk.do(failing.desk.bureau.manager, "keep", at=IN_FORCE)
    failing.three_fail()
    assert failing.look().status == Status.HALTED
    assert failing.desk.task().element_id == "decide_halt"


def test_a_withdrawal_that_was_asked_for_before_and_is_refused_leads_to_the_decision(
    failing: Failing,
) -> None:
    bureau = failing.desk.bureau
    failing.desk.do(bureau.manager, "withdraw", at=IN_FORCE, reason="学校填不出来")
    failing.three_fail()
    assert failing.look().status == Status.HALTED
    assert failing.desk.task().element_id == "approve_withdrawal"
    failing.decide(bureau.deputy, "refused", comment="再看看")
    assert failing.desk.task().element_id == "decide_halt"


def test_a_change_on_a_diagram_from_before_that_decision_is_brought_to_it_and_resumed(desk: Desk) -> None:
    before_halts(desk)
    failing = Failing(desk)
    deploy(bundle=with_diagram("观察施行情况", "观察新版情况"), at=AT)
    case = desk.change.case
    assert case
    assert case.instance
    was, due = case.instance.version, desk.task().due_at
    failing.three_fail()
    assert failing.look().status == Status.HALTED
    case.instance.refresh_from_db()
    assert (was.number, case.instance.version.number) == (2, 3)
    assert desk.task().element_id == "decide_halt"
    moved = Event.objects.get(kind="case.moved")
    assert "第2版迁移到第3版" in sentence(moved, "zh-hans")
    assert moved.by is None
    failing.decide(desk.bureau.manager, "resume", reason="缺的记录已经补上")
    failing.decide(desk.bureau.deputy, "approved")
    assert desk.change.status == Status.PUBLISHED
    assert desk.task().element_id == "watch_change"
    assert due is None or desk.task().due_at


def test_where_it_cannot_be_brought_to_it_the_page_says_that_it_can_only_be_taken_back(desk: Desk) -> None:
    before_halts(desk)
    failing = Failing(desk)
    failing.three_fail()
    assert failing.look().status == Status.HALTED
    assert desk.task().element_id == "watch_change"
    client = Client()
    client.force_login(desk.bureau.deputy)
    page = client.get(reverse("changes:change", args=[desk.change.pk])).content.decode()
    assert "不能恢复，只能撤回" in page
    failing.decide(desk.bureau.manager, "withdraw", reason="表单有错")
    failing.decide(desk.bureau.deputy, "approved")
    assert desk.change.status == Status.WITHDRAWN


def before_halts(desk: Desk) -> None:
    """The diagram in force is one on which changes were carried before they were stopped by themselves."""
    old = Path(__file__).parent / "diagrams" / "policy_change_before_halts.bpmn"
    now = read_bundle(DEFINITIONS / "policy_change")
    deploy(bundle=Bundle(now.main, {**now.files, MAIN: old.read_bytes()}), at=AT)


def with_diagram(was: str, now: str) -> Bundle:
    """Our diagram with a name changed, so that it is a version of its own."""
    ours = read_bundle(DEFINITIONS / "policy_change")
    return Bundle(ours.main, {**ours.files, MAIN: ours.files[MAIN].replace(was.encode(), now.encode())})


def test_of_failing_cases_the_last_one_stops_it_once_its_incident_is_committed(
    failing: Failing, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for status in (Status.PUBLISHED, Status.PUBLISHED, Status.HALTED):
        with django_capture_on_commit_callbacks(execute=True):
            failing.fail(failing.new)
        failing.desk.change.refresh_from_db()
        assert failing.desk.change.status == status
    assert failing.desk.task().element_id == "decide_halt"


def test_the_page_says_what_happened_with_the_cases_and_leads_who_may_to_the_decision(
    failing: Failing,
) -> None:
    failing.three_fail()
    failing.look()
    bureau, address = failing.desk.bureau, reverse("changes:change", args=[failing.desk.change.pk])
    link = reverse("inbox:task", args=[failing.desk.task().pk])
    for person, decides, reads in (
        (bureau.manager, True, "repairs:case"),
        (bureau.deputy, False, "cases:case"),
    ):
        client = Client()
        client.force_login(person)
        page = client.get(address).content.decode()
        assert "第2版的 3 件案件中有 3 件出了故障" in page
        assert "新的事项改按第1版办理" in page
        assert ("恢复或撤回" in page, link in page) == (decides, decides)
        assert ("等流程管理员决定" in page) != decides
        for incident in Incident.objects.select_related("instance__case"):
            assert incident.instance.case.number in page
            assert reverse(reads, args=[incident.instance.case.pk]) in page
        assert client.get(reverse("versions:index")).content.decode().count("已停用") == 1
        assert "已自动停用" in client.get(reverse("inbox:index"), {"tab": "read"}).content.decode()


def test_the_page_takes_the_same_statements_however_many_cases_failed(failing: Failing) -> None:
    client, counts = Client(), []
    client.force_login(failing.desk.bureau.deputy)
    failing.three_fail()
    failing.look()
    for _ in range(2):
        client.get(reverse("changes:change", args=[failing.desk.change.pk]))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("changes:change", args=[failing.desk.change.pk]))
        counts.append(len(asked))
        for _ in range(3):
            failing.fail(failing.new)
        failing.halt.incidents.set(Incident.objects.all())
    assert counts[0] == counts[1]
