"""Monthly inspections in the demo: one whose circular is being drafted, and one that is under way today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.calendar.services import Calendar
from casework.cases.clock import LOCAL, local_date
from casework.cases.models import Case
from casework.demo.plots import Plot, scenario_of
from casework.organisations.models import Organisation, Person
from casework.organisations.services import register_recusal
from casework.policy.values import value_of
from casework.sampling.models import Draw
from casework.scenarios.runner import carry_on, play, up_to
from casework.scenarios.script import Scenario, Step
from casework.scenarios.world import World

LEAD, MEMBER = "@person:RL-03@JJK", "@person:RL-07@DDS"
OPINION = "课后服务总体规范，巡察和公示还要做细。"
SEEN: Sequence[Mapping[str, Any]] = (
    {
        "C-03": {"result": "not_met", "fact": "学校网站上的安排表链接打不开。"},
        "C-23": {"result": "not_met", "fact": "2份第三方合同没有考核评价条款。"},
        "C-25": {"result": "partly", "fact": "1名第三方教师未挂牌。"},
    },
    {},
    {"C-14": {"result": "partly", "fact": "抽查5份教案，1份缺失。"}},
    {"C-11": {"result": "partly", "fact": "基础托管只看作业，个性化辅导少。"}},
)
FINDINGS = [
    ("SF-2", 2, "学校网站上的安排表链接打不开。"),
    ("SF-4", 2, "2份第三方合同没有考核评价条款。"),
]
# The school of ST-09 is always among those that were visited last time.
ALWAYS = "松涛中学"
# Who leads the visits may be the one who keeps away from this school.
KEPT_AWAY = "银杏一小"
# Nobody visits this one, so that whoever tries a month of his own has a school to begin with.
LEFT_OUT = "梧桐中学"


@dataclass
class Clock:
    """Working days counted from today, at moments that have passed."""

    calendar: Calendar
    now: datetime

    def day(self, working_days: int) -> date:
        return self.calendar.working_days_after(local_date(self.now), working_days)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return min(datetime.combine(day, time(hour, minute), LOCAL), self.now - timedelta(minutes=2))

    def first_days(self) -> Iterator[date]:
        """First working days of months of inspection, the latest first, a week ago and before."""
        months, first = value_of("PRM_MONTHS", on=local_date(self.now)), self.day(-5).replace(day=1)
        for _ in range(24):
            begins = self.calendar.first_working_day_of_month(first.year, first.month)
            if first.month in months and begins <= self.day(-5):
                yield begins
            first = (first - timedelta(days=1)).replace(day=1)


def load_inspections(*, at: datetime, calendar: Calendar) -> None:
    """Both months, each drawn as on its first working day; schools that were not drawn say why they were added."""
    clock = Clock(calendar, at)
    this_month, last_month = list(_two(clock.first_days()))
    _keep_away(at)
    _play_last(clock, last_month)
    _play_this(clock, this_month)


def _two(days: Iterator[date]) -> Iterator[date]:
    yield next(days)
    yield next(days)


def _keep_away(at: datetime) -> None:
    register_recusal(
        person=Person.objects.get(username="jjk2"),
        organisation=Organisation.objects.get(short_name=KEPT_AWAY),
        reason="子女在该校就读",
        first_day=local_date(at) - timedelta(days=200),
        at=at - timedelta(days=200),
        by=Person.objects.get(username="jjk-head"),
    )


def _play_last(clock: Clock, begins: date) -> None:
    """Every visit is over, the rectification of one school is served, and the circular is to be drafted."""
    world, case = World(), _begin(begins)
    schools = [ALWAYS, *(name for name in _drawn(case) if name not in {ALWAYS, KEPT_AWAY, LEFT_OUT})][:4]
    days = [clock.day(-10 + place) for place in range(len(schools))]
    steps = [*_planned(clock, begins, schools, days)]
    for school, day, seen in zip(schools, days, SEEN, strict=False):
        steps += _visited(clock, school, day, seen)
    steps.append(Step(clock.at(clock.day(-1), 10), task="summarise", role="RL-03", form=_SUMMARY))
    carry_on(_scenario(steps), case=case, world=world)
    _rectify(clock, case, world, days[0])
    up_to(case, clock.now)


def _play_this(clock: Clock, begins: date) -> None:
    """Two visits are over, one is under way on a phone, one is planned."""
    world, case = World(), _begin(begins)
    schools = [
        name
        for name in (*_drawn(case), "紫藤小学", "枫林中学", "云杉小学", "青竹小学")
        if name not in {ALWAYS, KEPT_AWAY, LEFT_OUT}
    ]
    schools = list(dict.fromkeys(schools))[:4]
    days = [clock.day(-2), clock.day(-1), clock.day(0), clock.day(1)]
    steps = [*_planned(clock, begins, schools, days)]
    for school, day, seen in zip(schools[:2], days[:2], SEEN[1:3], strict=True):
        steps += _visited(clock, school, day, seen)
    steps.append(_arrived(clock, schools[2], min(days[2], local_date(clock.now))))
    carry_on(_scenario(steps), case=case, world=world)
    up_to(case, clock.now)


def _begin(day: date) -> Case:
    start = {"calendar": day.isoformat(), "process": "insp_month"}
    return play(Scenario("月度检查", "", start, (), {}), world=World()).case


def _drawn(case: Case) -> list[str]:
    rows = Draw.objects.get(case=case).rows.exclude(how="").order_by("place")
    return list(rows.values_list("school__short_name", flat=True))


def _scenario(steps: Sequence[Step]) -> Scenario:
    return Scenario("月度检查", "", {}, tuple(steps), {})


def _planned(clock: Clock, begins: date, schools: Sequence[str], days: Sequence[date]) -> Iterator[Step]:
    visits = [
        {
            "school": f"@organisation:{school}",
            "on": day.isoformat(),
            "lead": LEAD,
            "members": [MEMBER],
            "announced": "announced" if place % 2 else "unannounced",
            "focus": "第三方管理和收费公示",
        }
        for place, (school, day) in enumerate(zip(schools, days, strict=True))
    ]
    planned = {"visits": visits, "changes": "上月有整改未完成的学校一并安排。", "outcome": "submitted"}
    day = min(clock.calendar.working_days_after(begins, 1), clock.day(-4))
    yield Step(clock.at(day, 10), task="plan", role="RL-03", form=planned)
    yield Step(clock.at(day, 16), task="approve_plan", role="RL-04", form={"outcome": "approved"})


def _arrived(clock: Clock, school: str, day: date) -> Step:
    form = {"visited_on": day.isoformat(), "present": [MEMBER], "outcome": "started"}
    return Step(clock.at(day, 9), case=school, task="start_visit", form=form)


def _visited(clock: Clock, school: str, day: date, seen: Mapping[str, Any]) -> Iterator[Step]:
    yield _arrived(clock, school, day)
    inspected = {
        "classes": 12, "third_parties": 3, "items": {"*": "met", **seen}, "danger": False, "opinion": OPINION,
        "good": "每周公开巡察记录，家长可以查看。" if not seen else None, "outcome": "done",
    }  # fmt: skip
    yield Step(clock.at(day, 11), case=school, task="inspect", form=inspected)
    signed = {"outcome": "agreed"}
    yield Step(clock.at(day, 11, 20), case=school, task="feedback", role="RL-20", form=signed, prefilled=True)
    yield Step(clock.at(day, 16), case=school, task="evidence", form={"outcome": "filed"})


def _rectify(clock: Clock, case: Case, world: World, day: date) -> None:
    """The way of a rectification up to its receipt, played on the one that the visit opened."""
    plot = Plot(ALWAYS, "monthly_inspection", FINDINGS, "receipt", 1)
    way = scenario_of(plot, clock.now, clock.calendar).steps
    steps = [
        Step(
            clock.at(clock.calendar.working_days_after(day, 1 + place // 2), 9 + 2 * (place % 2)),
            case=f"{ALWAYS}·{Case.Kind.RECTIFICATION}",
            task=step.task,
            role=step.role,
            form=step.form,
        )
        for place, step in enumerate(way)
    ]
    carry_on(_scenario(steps), case=case, world=world)


_SUMMARY = {
    "overview": "本月检查的学校课后服务总体平稳。",
    "good": "部分学校每周公开巡察记录，家长可以随时查看。",
    "typical": "松涛中学安排表链接失效，第三方合同缺考核评价条款。",
    "handling": "已对松涛中学立案整改，其余学校校内整改。",
    "requirements": "各学校要举一反三，逐项自查自纠，按期完成整改。",
    "scope": "district",
    "public": True,
    "outcome": "summed",
}
