"""Loads the demo district into an empty database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from casework.calendar.services import Calendar, seed_official
from casework.cases.clock import local_date
from casework.demo.changes import load_changes
from casework.demo.delegations import load_delegations
from casework.demo.guidance import load_guidance
from casework.demo.inspections import load_inspections
from casework.demo.papers import load_papers
from casework.demo.payplans import load_pay_plans
from casework.demo.plots import scenario_of
from casework.demo.policy import load_parameters
from casework.demo.register import load_register
from casework.demo.stories import STORIES, Story
from casework.demo.terms import first_day, term_of
from casework.demo.year import CLOSED, TODAY
from casework.organisations.models import Person
from casework.scenarios.answers import answer
from casework.scenarios.runner import play, up_to
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

Progress = Callable[[str], None]
# The processes are older than every case on them.
BEFORE_ALL = timedelta(days=500)
PROCESSES = (
    "rectify",
    "lib_entry",
    "ven_vet",
    "staff_swap",
    "expiry",
    "insp_visit",
    "insp_month",
    "visit_guid_school",
    "visit_guid",
    "payplan",
    "policy_change",
)


def is_loaded() -> bool:
    return Person.objects.exists()


def load(*, at: datetime, progress: Progress) -> None:
    """Register, calendar, process and cases, as of ``at``; every case goes through the services of the screens."""
    progress("登记单位、人员与岗位")
    load_register(local_date(at))
    progress("载入工作日历")
    seed_official()
    load_parameters()
    progress(f"部署 {len(PROCESSES)} 个流程")
    for folder in PROCESSES:
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=at - BEFORE_ALL)
    plots = sorted((*CLOSED, *TODAY), key=lambda plot: -plot.days_ago)
    progress(f"办理 {len(plots)} 件演示案件")
    calendar = Calendar.load()
    term = term_of(first_day(at=at, calendar=calendar))
    for plot in plots:
        report = play(scenario_of(plot, at, calendar), world=World())
        up_to(report.case, at)
    progress(f"办理 {len(STORIES)} 件入校、入库和到期事项")
    for story in STORIES:
        tell(story, at, term)
    progress("办理月度检查")
    load_inspections(at=at, calendar=calendar)
    progress("办理下校视导")
    load_guidance(at=at, calendar=calendar)
    progress("办理差异化发放方案备案")
    load_pay_plans(at=at, calendar=calendar)
    progress("登记机构证照")
    load_papers(at=at)
    progress("拟定、发布流程变更")
    load_changes(at=at, calendar=calendar)
    progress("登记委托代办")
    load_delegations(at=at)


def tell(story: Story, at: datetime, term: str) -> None:
    """Play a story in the term of that name; where it stands still in a submission, some of its papers are there already."""
    case = play(story.scenario(at, term=term), world=World()).case
    if story.given:
        clerk = Person.objects.get(memberships__organisation=case.respondent)
        said: dict[str, Any] = {"*": None, **{code: {} for code in story.given}}
        answer(case, said=said, by=clerk, at=case.opened_at + timedelta(hours=3))
    up_to(case, at)
