"""Guidance visits of the running term in the demo: one with its advice at the school, one to be followed up, one to come."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from casework.calendar.services import Calendar
from casework.demo.inspections import Clock
from casework.demo.terms import first_day, open_term
from casework.scenarios.runner import carry_on, play, up_to
from casework.scenarios.script import Scenario, Step
from casework.scenarios.world import World

LEAD = "@person:RL-08@JSFZ"
FOLLOWED, ADVISED, COMING = "石榴小学", "白桦小学", "枫林中学"


def load_guidance(*, at: datetime, calendar: Calendar) -> None:
    """The plan is made in the second week of the term; its office keeps it open until the last school has its advice."""
    clock = Clock(calendar, at)
    begins = first_day(at=at, calendar=calendar)
    open_term(begins)
    start = {"calendar": (begins + timedelta(days=7)).isoformat(), "process": "visit_guid"}
    world = World()
    case = play(Scenario("下校视导", "", start, (), {}), world=world).case
    steps = [
        *_planned(clock, begins),
        *_advised(clock, FOLLOWED, -28, follow=clock.day(-1)),
        *_advised(clock, ADVISED, -6, follow=clock.day(15), until=3),
    ]
    carry_on(Scenario("下校视导", "", {}, tuple(steps), {}), case=case, world=world)
    up_to(case, at)


def _planned(clock: Clock, begins: date) -> Iterator[Step]:
    days = {FOLLOWED: clock.day(-28), ADVISED: clock.day(-6), COMING: clock.day(2)}
    visits = [
        {
            "school": f"@organisation:{school}", "on": day.isoformat(), "lead": LEAD, "members": [],
            "subjects": "科技、艺术",
        }
        for school, day in days.items()
    ]  # fmt: skip
    planned = {"visits": visits, "outcome": "submitted"}
    day = clock.calendar.working_days_after(begins + timedelta(days=7), 1)
    yield Step(clock.at(day, 10), task="guid_plan", role="RL-08", form=planned)
    yield Step(clock.at(day, 16), task="guid_approve", role="RL-04", form={"outcome": "approved"})


def _advised(clock: Clock, school: str, ago: int, *, follow: date, until: int = 4) -> Sequence[Step]:
    """The visit, the advice, its signature and the school's plan; only the first ``until`` of these."""
    day = clock.day(ago)
    lessons = [
        {"course": course, "method": "explore", "seen": "目标清楚，学生参与面广，器材安全。"}
        for course in ("机器人入门", "合唱与律动")
    ]
    seen: dict[str, Any] = {
        "visited_on": day.isoformat(), "courses": "B", "courses_seen": "“1+N”齐全，劳动类课程偏少。", "textbook": "C",
        "textbook_seen": "有两本校本教材，一本没有审核记录。", "preparation": "B", "preparation_seen": "抽查6份，反思偏少。",
        "lessons": lessons, "lessons_rating": "A", "training": "教学反思写作", "practice": "社团展示周", "grave": [],
        "outcome": "visited",
    }  # fmt: skip
    advice = {
        "courses_advice": "增开劳动类课程。", "textbook_advice": "补齐教材审核记录。",
        "preparation_advice": "每月写一次教学反思。", "lessons_advice": "保持探究式教学。",
        "follow_up_on": follow.isoformat(), "outcome": "drafted",
    }  # fmt: skip
    measures = [{"matter": "劳动类课程", "measure": "增开两个班。", "by": clock.day(ago + 20).isoformat()}]
    way = [
        Step(clock.at(day, 10), case=school, task="guide", form=seen),
        Step(clock.at(clock.day(ago + 1), 10), case=school, task="draft_advice", form=advice),
        Step(clock.at(clock.day(ago + 2), 10), case=school, task="sign_advice", form={"outcome": "signed"}),
        Step(
            clock.at(clock.day(ago + 4), 10), case=school, task="improve", role="RL-21",
            form={"measures": measures, "outcome": "planned"},
        ),
    ]  # fmt: skip
    return way[:until]
