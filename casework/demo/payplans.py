"""Pay plans in the demo: last year's campaign, which is over, and one that is under way today (ST-12, ST-18)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from casework.calendar.services import Calendar
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.batches import open_all
from casework.cases.services.starting import begin_many, beginnings
from casework.demo.inspections import Clock
from casework.demo.plots import Plot, scenario_of
from casework.organisations.models import Organisation, Person
from casework.organisations.standing import standing_of
from casework.scenarios.runner import carry_on, play, up_to
from casework.scenarios.script import Scenario, Step, moment, read_scenario
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS

FOLDER = DEFINITIONS / "payplan" / "scenarios"
OPENED = "2025-09-01"
# What came of last year's campaign, by the scenario of the folder that tells it.
LAST_YEAR: Mapping[str, str] = {
    "银杏一小": "st18_on_time",
    "银杏二小": "st18_on_time",
    "石榴小学": "st18_on_time",
    "云杉小学": "st18_on_time",
    "白桦小学": "st12_corrected",
    "紫藤小学": "st18_on_time",
    "青竹小学": "d07_2_correction_late",
    "海棠九年一贯制学校": "d07_3_two_days_late",
    "木樨九年一贯制学校": "st18_on_time",
    "松涛中学": "st18_on_time",
    "枫林中学": "d07_4_late_with_rectification",
    "梧桐中学": "d07_5_never",
}
# This year's, which is under way: the story of the one in time, its steps so many working days ago. The sixth step gives
# the plan back, the seventh mends it.
UNDER_WAY: Mapping[str, tuple[int, ...]] = {
    "银杏一小": (15, 14, 10, 9, 3, 2),
    "银杏二小": (15, 14, 10, 2),
    "石榴小学": (15,),
    "云杉小学": (15, 14, 10, 9, 3),
    "白桦小学": (),
    "松涛中学": (15, 14, 10, 9, 3, 2, 1),
}
# Each school its own words (一校一案): no two plans are alike.
SENTENCES = (
    "低年级以基础托管为主，由班主任和副班主任轮值。",
    "兴趣社团由校内有特长的教师申报，领导小组每学期审定一次。",
    "体育类社团与体校训练点合作，带训教师按实际课次核算。",
    "寄宿班晚间看护另列一类，标准低于社团课。",
    "青年教师可与骨干教师结对，结对期内按骨干教师档次的九成核算。",
    "科技类课程设备维护由信息中心承担，计入管理服务。",
    "家长满意度低于八成的课程，下一轮评定不得升档。",
    "巡察连续两次发现同一问题的，当月降一档并约谈。",
    "获区级以上奖励的，由教研组核实后一次性发放，不重复计算。",
    "校际走教的课时由开课学校核算，派出学校确认。",
    "学期末公布各档次人数，不公布个人金额。",
    "方案每年九月修订，修订稿先在年级组讨论。",
)


def load_pay_plans(*, at: datetime, calendar: Calendar) -> None:
    """Both campaigns. Every step goes through the services of the screens."""
    clock = Clock(calendar, at)
    if local_date(at) > moment("2026-09-01T00:00").date():
        _last_year(clock)
    _this_year(clock)


def _last_year(clock: Clock) -> None:
    """Twelve schools from the first day of term: in time, mended, late, and never (with a rectification)."""
    world, schools = World(), tuple(LAST_YEAR)
    told = _story("st18_on_time")
    start = {"calendar": OPENED, "process": "payplan", "respondent": schools[0]}
    case = play(replace(told, start=start, steps=(), expect={}), world=world).case
    steps = [
        replace(step, case=school)
        for school, story in LAST_YEAR.items()
        for step in _own(_story(story), school)
        if step.task
    ]
    steps.sort(key=lambda step: step.at)
    carry_on(_scenario(steps), case=case, world=world)
    for school, day in (("枫林中学", "2025-10-14"), ("梧桐中学", "2025-10-14")):
        plan = Case.objects.get(opening__batch__openings__case=case, respondent__short_name=school)
        up_to(plan, moment(f"{day}T09:00"))
        carry_on(_scenario(_rectified(school, day, clock)), case=case, world=world)
    for opened in Case.objects.filter(opening__batch__openings__case=case):
        up_to(opened, clock.now)


def _this_year(clock: Clock) -> None:
    """The ceiling has changed and some schools are asked again: each has come another way since."""
    head, began = Person.objects.get(username="jjk"), clock.at(clock.day(-16), 9)
    standing = standing_of(head, local_date(began))
    chosen = next(b for b in beginnings(standing) if b.key == ("payplan", "campaign"))
    due = clock.day(8)
    raw = {
        "schools": [str(pk) for pk in _schools(UNDER_WAY)],
        "name": "课时费上限调整后的方案变更备案",
        "reason": "cap",
        "due_on": due.isoformat(),
        "outcome": "send",
    }
    office = next(iter(chosen.starters))
    batch = begin_many(beginning=chosen, raw=raw, starter=office, by=head, at=began)
    open_all(openings=list(batch.openings.values_list("pk", flat=True)), at=began)
    for case in Case.objects.filter(opening__batch=batch).select_related("respondent"):
        steps = list(_moved(case.respondent.short_name, clock))
        carry_on(_scenario(steps), case=case, world=World())
        up_to(case, clock.now)


def _moved(school: str, clock: Clock) -> Iterator[Step]:
    """The steps of the story on days of this year."""
    steps = [*_own(_story("st18_on_time"), school)]
    returned = replace(steps[-1], form={**steps[-1].form, "outcome": "returned", "material": False,
                                        "reasons": "升降档办法没有写明由谁评定，请补充。"})  # fmt: skip
    wanted = [*steps[:5], returned, steps[1]]
    for step, ago in zip(wanted, UNDER_WAY[school], strict=False):
        day = clock.day(-ago)
        yield replace(step, at=clock.at(day, 10), form=_dated(step.form, day.isoformat(), clock))


def _dated(form: Mapping[str, Any], day: str, clock: Clock) -> Mapping[str, Any]:
    ends = clock.day(200).isoformat()
    dates = {
        "formed_on": day,
        "held_on": day,
        "effective_from": clock.day(10).isoformat(),
        "effective_to": ends,
    }
    return {**form, **{name: value for name, value in dates.items() if name in form}}


def _own(story: Scenario, school: str) -> Iterator[Step]:
    """The steps of a story with words of the school's own in the plan."""
    place = tuple(LAST_YEAR).index(school)
    words = "".join(SENTENCES[(place + n * (1, 5, 7, 11)[place % 4]) % len(SENTENCES)] for n in range(5))
    text = {"text": f"{school}按以下办法发放课后服务补助。{words}"}
    for step in story.steps:
        drafted = step.task == "payplan_draft/draft_plan"
        yield replace(step, form={**step.form, **text}) if drafted else step


def _rectified(school: str, day: str, clock: Clock) -> list[Step]:
    """The rectification of a missing plan, to its closure: played on the days after ``day`` of last year."""
    begun = moment(f"{day}T09:00")
    plot = Plot(school, "filing", [("SF-9", 2, "差异化发放方案没有按时备案。")], "closed", 0)
    way = scenario_of(plot, clock.now, clock.calendar).steps
    days = (0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    steps = []
    for place, step in enumerate(way):
        on = clock.calendar.working_days_after(begun.date(), days[min(place, len(days) - 1)])
        at = moment(f"{on.isoformat()}T{10 + place % 6:02d}:00")
        steps.append(
            replace(
                step, at=at, case=f"{school}·{Case.Kind.RECTIFICATION}", form=_on(step.form, on.isoformat())
            )
        )
    return steps


def _on(form: Mapping[str, Any], day: str) -> Mapping[str, Any]:
    """The dates of a form of the rectification moved to the day of the step."""
    moved = {name: day for name in ("found_on", "done_on", "checked_on") if name in form}
    items = [
        {**item, **({"planned_on": day} if "planned_on" in item else {})} for item in form.get("items", [])
    ]
    return {**form, **moved, **({"items": items} if items else {})}


def _schools(names: Mapping[str, Any]) -> list[Any]:
    found = Organisation.objects.filter(short_name__in=names, kind=Organisation.Kind.SCHOOL)
    return list(found.order_by("code").values_list("pk", flat=True))


def _story(name: str) -> Scenario:
    read = read_scenario((FOLDER / f"{name}.json").read_bytes())
    return replace(read, parameters={})  # the demonstration has its own ceiling


def _scenario(steps: Sequence[Step]) -> Scenario:
    return Scenario("差异化发放方案", "", {}, tuple(steps), {})
