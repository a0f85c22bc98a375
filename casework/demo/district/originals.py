"""The cases that everything is copied from, a few of every kind, played on the register of the district."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from casework.calendar.services import Calendar
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.demo.district.lines import LINES, Line
from casework.demo.district.patterns import Pattern, play_line, read_back
from casework.demo.district.places import Place
from casework.demo.plots import Plot, scenario_of
from casework.demo.stories import Story
from casework.demo.year import BADGE, EXIT, FEES, LESSON, PATROL, PLANS, SPORT
from casework.scenarios.runner import ScenarioBroken, play
from casework.scenarios.script import Scenario
from casework.scenarios.world import World

# Closed on time, with the number of times each is taken beside the others.
_PLOTS = (
    (Plot("银杏一小", "monthly_inspection", [("TF-2", 2, LESSON)], "closed", 30), 12),
    (Plot("银杏二小", "patrol", [("VF-1", 2, BADGE)], "closed", 31), 12),
    (Plot("石榴小学", "monthly_inspection", [("VF-4", 2, PLANS)], "closed", 32), 12),
    (Plot("云杉小学", "filing", [("SF-2", 2, FEES)], "closed", 33), 10),
    (Plot("白桦小学", "patrol", [("SF-3", 2, PATROL)], "closed", 34), 12),
    (Plot("紫藤小学", "guidance", [("SF-12", 2, SPORT)], "closed", 35), 8),
    (Plot("青竹小学", "monthly_inspection", [("TF-2", 2, LESSON), ("VF-1", 1, BADGE)], "closed", 36), 10),
    (Plot("梧桐中学", "supervision", [("SF-6", 3, EXIT)], "closed", 37, office="DDS"), 6),
    (Plot("枫林中学", "patrol", [("VF-1", 1, BADGE)], "closed", 38, options={"agreed": True, "skip_plan": True}), 6),
)  # fmt: skip
_STORIES = (
    ("ZG", Story("st16_extension_once", folder="rectify"), 8),
    ("ZG", Story("d14_overdue_urged_then_done", folder="rectify"), 10),
    ("ZG", Story("st09_second_round_and_accountability", folder="rectify"), 7),
    ("ZG", Story("end_withdrawn", folder="rectify"), 3),
    ("RX", Story("st01_city_library"), 10),
    ("RX", Story("st02_not_in_library", names={"ORG-131": "拾光科学社"}), 1),
)
_WEEKS = 40
_HANDED_IN = 11  # the step by which a line is filed


def originals(schools: Sequence[Place], vendors: Sequence[Place], at: datetime) -> Iterator[Pattern]:
    """Play and read back every pattern; all of them are over before ``at``."""
    calendar = Calendar.load()
    for plot, weight in _PLOTS:
        yield read_back(_played(scenario_of(plot, at, calendar)), weight)
    for _, story, weight in _STORIES:
        yield read_back(_told(story, at), weight)
    for number, line in enumerate(LINES):
        for variant, (pace, weight) in enumerate(_paces(line)):
            places = vendors if line.kind == "RK" else schools
            place = places[(number * 3 + variant) % len(places)]
            first = calendar.working_days_after(local_date(at), -int(26 * pace) - 2)
            yield read_back(play_line(line, place, first=first, pace=pace), weight)


def _paces(line: Line) -> tuple[tuple[float, int], ...]:
    """Working days a step, and weight: nine of ten filings are handed in on time."""
    if line.kind == "XC":
        return ((0, 1),)
    late = (line.filing_days / _HANDED_IN * 0.95, 2)
    return ((0.5, 18), late) if line.filing_days else ((0.4, 3), (0.7, 2))


def _told(story: Story, at: datetime) -> Case:
    """The story in the latest weeks in which it goes as it is written: days off move what is due."""
    for weeks in range(_WEEKS):
        try:
            with transaction.atomic():
                return _played(story.scenario(at - timedelta(weeks=weeks)))
        except ScenarioBroken as fault:
            broken = fault
    raise broken


def _played(scenario: Scenario) -> Case:
    return play(scenario, world=World()).case
