"""The demo shows a campaign of pay plans that is over and one that is under way, with schools in every state."""

from datetime import date

import pytest

from casework.calendar.models import Deadline
from casework.calendar.services import Calendar, seed_official
from casework.cases.models import Case
from casework.demo.payplans import load_pay_plans
from casework.demo.policy import load_parameters
from casework.demo.register import load_register
from casework.filings.models import Filing
from casework.filings.verification import verify
from casework.scenarios.script import moment
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DecisionRecord, UserTask
from processes.services import deploy

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-27T15:00")


def test_schools_stand_everywhere_on_the_way() -> None:
    load_register(NOW.date())
    seed_official()
    load_parameters()
    for folder in ("rectify", "payplan"):
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=NOW)
    load_pay_plans(at=NOW, calendar=Calendar.load())

    plans = Case.objects.filter(kind=Case.Kind.PAY_PLAN).order_by("opened_at", "respondent__code")
    last = {case.respondent.short_name: case for case in plans if case.closed_at}
    assert sorted({case.outcome for case in last.values()}) == ["已备案", "未备案", "逾期备案"]
    # ST-18: thirty days from the first of September, rolled past the holiday.
    due = Deadline.objects.filter(holder=last["银杏一小"].pk, name="filing").values_list("due_on", flat=True)
    assert list(due) == [date(2025, 10, 9)]
    # ST-12: more than the ceiling, and nobody for the teachers.
    records = DecisionRecord.objects.filter(instance=last["白桦小学"].instance_id)
    hit = {rule for record in records for rule in record.matched}
    assert {"D18a-teachers", "D18b-k3"} <= hit
    late = Case.objects.filter(sender__in=last.values())
    assert {(case.respondent.short_name, case.outcome) for case in late} == {
        ("枫林中学", "已销号"),
        ("梧桐中学", "已销号"),
    }
    now = {case.respondent.short_name: case for case in plans if not case.closed_at}
    waiting = {
        name: list(UserTask.objects.open().filter(instance=case.instance_id).values_list("name", flat=True))
        for name, case in now.items()
    }
    assert waiting == {
        "银杏一小": ["起草方案"],
        "银杏二小": [],
        "石榴小学": ["起草方案"],
        "云杉小学": ["备案审查"],
        "白桦小学": ["成立（更新）领导小组"],
        "松涛中学": ["提交备案"],
    }
    assert now["银杏二小"].stage == "公示"
    assert Filing.objects.filter(subject="差异化发放方案").count() == 11
    assert list(verify()) == []
