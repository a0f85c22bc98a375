"""Cases of today, every one played through the services: they can be opened, worked on and closed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from casework.calendar.services import Calendar
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.demo.district.lines import LINES, Line
from casework.demo.district.patterns import play_line
from casework.demo.district.places import Place
from casework.demo.plots import Plot, scenario_of
from casework.demo.stories import Story
from casework.demo.year import BADGE, FEES, LESSON, PATROL, PLANS
from casework.scenarios.runner import play, up_to
from casework.scenarios.world import World

_FAULTS = (("TF-2", LESSON), ("VF-4", PLANS), ("SF-3", PATROL), ("SF-2", FEES), ("VF-1", BADGE))
# Where a rectification stands, and for how many working days.
_STAGES = (("", 1), ("verify", 1), ("draft", 2), ("check", 2), ("sign", 2), ("seal", 3), ("receipt", 4), ("plan", 5),
           ("plan", 14), ("receipt", 9))  # fmt: skip
_SOURCES = ("monthly_inspection", "patrol", "guidance", "supervision")
_HAND_IN = 11


def rectifications(schools: Sequence[Place], number: int, *, at: datetime, random: Random) -> Iterator[Case]:
    """``number`` open ones, a quarter of them overdue."""
    calendar = Calendar.load()
    for place in range(number):
        until, days = _STAGES[place % len(_STAGES)]
        code, fact = random.choice(_FAULTS)
        school = schools[(place * 7 + 3) % len(schools)].organisation.short_name
        plot = Plot(school, _SOURCES[place % 4], [(code, 2, fact)], until, days)
        case = play(scenario_of(plot, at, calendar), world=World()).case
        up_to(case, at)
        yield case


def entries(
    schools: Sequence[Place], vendors: Sequence[Place], number: int, *, at: datetime
) -> Iterator[Case]:
    """Vendors that have been asked for their papers."""
    for place in range(number):
        vendor = vendors[(place * 5 + 1) % len(vendors)].organisation
        school = schools[(place * 3 + 1) % len(schools)].organisation
        names = {"蓝舟科技活动中心": vendor.short_name, "银杏一小": school.short_name}
        case = play(Story("st01_city_library", names=names, steps=0).scenario(at), world=World()).case
        up_to(case, at)
        yield case


def lines(
    kind: str, schools: Sequence[Place], number: int, *, at: datetime, random: Random
) -> Iterator[Case]:
    """Matters in the middle of their line; every second filing has not been handed in and is late."""
    line = next(line for line in LINES if line.kind == kind)
    for place, school in enumerate(random.sample(list(schools), number)):
        yield _standing_still(
            line, school, is_late=bool(line.filing_days) and place % 2 == 0, at=at, random=random
        )


def _standing_still(line: Line, school: Place, *, is_late: bool, at: datetime, random: Random) -> Case:
    calendar, steps = Calendar.load(), len(line.steps.split()) // 2
    until = _HAND_IN if is_late else random.randint(2, min(10, steps - 1))
    pace = 0.0 if line.kind == "XC" else 0.5
    days = 1 + int(until * pace) + random.randint(0, 4) + (is_late and line.filing_days)
    first = calendar.working_days_after(local_date(at - timedelta(days=1)), -days)
    return play_line(line, school, first=first, pace=pace, until=until, latest=at)
