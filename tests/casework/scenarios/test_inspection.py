"""What the monthly inspection and its visits show, to whom, and what they hand over."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.cases.services.filling import open_task
from casework.findings.models import Finding
from casework.inbox.casefile.diagrams import diagram_state
from casework.letters.models import Copy, Letter
from casework.organisations.standing import standing_of
from casework.sampling.models import Visit
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario
from casework.scenarios.world import World
from processes.models import UserTask
from tests.casework.letters.test_letters_of_a_case import text_of
from tests.casework.scenarios.plays import plays_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployed")]
BY_NAME = plays_of("insp_month", "insp_visit")
MONTH = BY_NAME["insp_month/from_calendar_to_circular"]
APRIL = datetime(2026, 4, 14, 1, tzinfo=UTC)


def until(scenario: Scenario, task: str, school: str) -> Scenario:
    """The steps up to ``task`` of the visit to ``school``."""
    place = next(i for i, step in enumerate(scenario.steps) if (step.task, step.case) == (task, school))
    return replace(scenario, steps=scenario.steps[: place + 1], expect={})


def sees(world: World, school: str, case: Case) -> bool:
    principal = world.actor(role="RL-20", scope=world.organisation(school), at=APRIL)
    return visible_cases(standing_of(principal, APRIL.date())).filter(pk=case.pk).exists()


# A head reads what the desks of the office read: 督导 all of the district, others where one of theirs takes part.
READERS = (
    ("RL-03", "JJK", True), ("RL-04", "JJK", True), ("RL-07", "DDS", True), ("RL-04", "DDS", True),
    ("RL-05", "CYG", False), ("RL-04", "CYG", False), ("RL-06", "HDZX", False), ("RL-04", "HDZX", False),
    ("RL-08", "JSFZ", False), ("RL-04", "JSFZ", False),
)  # fmt: skip


@pytest.mark.persistence
def test_offices_that_take_no_part_do_not_read_the_months_plan_nor_do_their_heads() -> None:
    """domain.md §4.3: supervision reads plans of the district, 成幼股 and 活动中心 those in which they have a task."""
    world = World()
    play(replace(MONTH, steps=MONTH.steps[:2], expect={}), world=world)
    plan = Case.objects.filter(kind="JC", respondent__kind="OFFICE").get()
    for role, office, reads in READERS:
        officer = world.actor(role=role, scope=world.office(office), at=APRIL)
        seen = visible_cases(standing_of(officer, APRIL.date()))
        assert seen.filter(pk=plan.pk).exists() is reads, (role, office)


def test_a_school_sees_an_announced_visit_at_once_and_another_one_when_somebody_stands_at_the_door() -> None:
    world = World()
    opened = replace(MONTH, steps=MONTH.steps[:2], expect={})
    play(opened, world=world)
    visits = {case.respondent.short_name: case for case in Case.objects.filter(sender__isnull=False)}
    assert sees(world, "银杏一小", visits["银杏一小"])
    assert not sees(world, "松涛中学", visits["松涛中学"])
    assert not sees(world, "银杏一小", visits["枫林中学"])
    told = [sentence(event, "zh-hans") for event in Event.objects.filter(kind="case.notified")]
    assert len(told) == 1
    assert "2026年4月10日" in told[0]


def test_a_visit_that_was_begun_is_seen_and_the_plan_never_is() -> None:
    world = World()
    month = play(until(MONTH, "start_visit", "松涛中学"), world=world).case
    visit = Case.objects.get(sender=month, respondent__short_name="松涛中学")
    assert sees(world, "松涛中学", visit)
    assert not sees(world, "松涛中学", month)


def findings_of(school: str) -> list[tuple[str, int, str]]:
    found = Finding.objects.filter(case__respondent__short_name=school).order_by("ordinal")
    return [(finding.code, finding.severity, finding.clause) for finding in found]


def test_what_is_serious_goes_into_one_rectification_with_its_photos_and_nothing_minor_with_it() -> None:
    month = play(MONTH).case
    rectification = Case.objects.get(kind=Case.Kind.RECTIFICATION)
    visit = rectification.sender
    assert visit is not None
    assert (visit.sender, rectification.source) == (month, Case.Source.MONTHLY_INSPECTION)
    assert findings_of("松涛中学") == [("SF-3", 2, "实施方案三（二）1")]
    assert findings_of("枫林中学") == []


def test_a_repeated_visit_that_crossed_a_red_line_is_due_again() -> None:
    play(BY_NAME["insp_visit/d11_red_line"])
    visit = Visit.objects.get()
    assert (visit.again, visit.on, visit.kind) == (True, date(2026, 4, 14), "JC")


def test_the_circular_counts_and_lists_and_names_nobody_and_every_school_gets_a_copy() -> None:
    case = play(MONTH).case
    letter = Letter.objects.get(case=case)
    said = text_of(letter)
    title = "关于2026年4月课后服务检查情况的通报"
    for part in (
        "湖教体政字〔2026〕1号",
        title,
        "区属各中小学校",
        "松涛中学",
        "每日巡察缺失",
        "优秀",
        "举一反三",
    ):
        assert part in said, part
    assert "{{" not in said
    assert "None" not in said
    assert "SF-3" not in said
    assert Copy.objects.filter(letter=letter).count() == 10


def test_a_circular_for_those_who_were_visited_goes_to_them_alone() -> None:
    case = play(BY_NAME["insp_month/circular_late"]).case
    copies: Any = Copy.objects.filter(letter__case=case).values_list("recipient__short_name", flat=True)
    assert list(copies) == ["银杏一小"]


def test_the_record_of_a_visit_says_what_was_checked_and_what_the_school_said() -> None:
    case = play(BY_NAME["insp_visit/school_objects"]).case
    said = text_of(Letter.objects.get(case=case))
    for part in (
        "2026年4月14日",
        "事先通知",
        "组长甲",
        "检查组签字：组长甲@JJK，2026年4月14日",
        "学校签字：RL-20@松涛中学，2026年4月14日",
        "不符合",
        "95.8",
        "优秀",
        "有异议",
        "临时调课",
        "认定不变",
    ):
        assert part in said, part
    assert "{{" not in said


def test_a_month_that_waits_for_its_visits_shows_where_it_waits() -> None:
    """No task of it is open then, and still the diagram says where it stands."""
    case = play(replace(MONTH, steps=MONTH.steps[:2], expect={})).case
    here = diagram_state(case, "insp_month")["current"]
    assert here == ["visits_over"]


def test_the_head_reads_the_plan_that_he_approves() -> None:
    case = play(replace(MONTH, steps=MONTH.steps[:1], expect={})).case
    task = (
        UserTask.objects.open().select_related("instance__version", "instance__case").get(instance__case=case)
    )
    opened = open_task(task=task, at=APRIL, by=None)
    visits = next(field for field in opened.form.fields if field.name == "visits")
    lines = [row["shown"] for row in opened.evaluate(str(visits.rows).removeprefix("="), {})]
    assert lines[0].startswith("松涛中学，2026年4月9日（周四），组长组长甲@JJK，组员组员乙@DDS，")


def test_a_draft_is_called_by_its_title() -> None:
    place = next(i for i, step in enumerate(MONTH.steps) if step.task == "draft_letter")
    case = play(replace(MONTH, steps=MONTH.steps[: place + 1], expect={})).case
    draft = Letter.objects.get(case=case)
    assert (draft.state, draft.title) == (Letter.State.DRAFT, "关于2026年4月课后服务检查情况的通报")
