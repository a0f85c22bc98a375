"""Loads the demo district into an empty database."""

from collections.abc import Callable
from datetime import datetime

from casework.calendar.services import Calendar, seed_official
from casework.demo.plots import scenario_of
from casework.demo.register import load_register
from casework.demo.year import CLOSED, TODAY
from casework.organisations.models import Person
from casework.scenarios.runner import play, up_to
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

Progress = Callable[[str], None]


def is_loaded() -> bool:
    return Person.objects.exists()


def load(*, at: datetime, progress: Progress) -> None:
    """Register, calendar, process and cases, as of ``at``; every case goes through the services of the screens."""
    progress("登记单位、人员与岗位")
    load_register()
    progress("载入工作日历")
    seed_official()
    progress("部署整改流程")
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=at)
    plots = sorted((*CLOSED, *TODAY), key=lambda plot: -plot.days_ago)
    progress(f"办理 {len(plots)} 件演示案件")
    calendar = Calendar.load()
    for plot in plots:
        report = play(scenario_of(plot, at, calendar), world=World())
        up_to(report.case, at)
