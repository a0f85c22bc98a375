"""The English sentence: Served on 24 April; 10 working days; ...; due Tuesday 12 May."""

from collections.abc import Iterator
from datetime import date

from casework.calendar.models import Deadline
from casework.calendar.reckoning import Break, Computation
from casework.calendar.units import Unit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNITS = {Unit.WORKING: "working day", Unit.SERVICE: "service day", Unit.CALENDAR: "calendar day"}
HOLIDAYS = {
    "元旦": "New Year's Day",
    "春节": "the Spring Festival",
    "清明节": "the Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "the Dragon Boat Festival",
    "中秋节": "the Mid-Autumn Festival",
    "国庆节": "National Day",
    "": "a day off",
}
VERBS = {
    "送达": "Served on",
    "签收": "Signed for on",
    "收到": "Received on",
    "提交": "Submitted on",
    "受理": "Accepted on",
    "发布": "Published on",
    "公示": "Published on",
    "开学": "Term begins on",
    "到达": "Arrived on",
    "发出": "Sent on",
    "提出": "Raised on",
    "限定": "Ordered on",
    "立案": "Opened on",
}


def holiday(name: str) -> str:
    """The English name of an official holiday, of two joined by 、, or a local name as it was entered."""
    return " and ".join(HOLIDAYS.get(part, part) for part in name.split("、"))


class EnglishSentence:
    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.unit = Unit(deadline.unit)
        self.year = deadline.starts_on.year if deadline.starts_on.year == deadline.due_on.year else 0

    def text(self) -> str:
        return "; ".join(self._clauses())

    def _clauses(self) -> Iterator[str]:
        stretches = self.deadline.stretches
        for number, stretch in enumerate(stretches):
            if number:
                yield f"extended by {self._length(stretch.length, self.deadline.extension_unit)}"
            elif self.unit != Unit.FIXED:
                yield f"{VERBS.get(self.deadline.verb, 'Counted from')} {self._day(stretch.start)}"
                yield self._length(stretch.length)
            yield from self._course(stretch)
            yield self._end(stretch, number, number == len(stretches) - 1)

    def _course(self, stretch: Computation) -> Iterator[str]:
        if stretch.holidays:
            yield f"{' and '.join(holiday(name) for name in stretch.holidays)} not counted"
        if stretch.outside_service:
            yield "days outside the service period not counted"
        for pause in stretch.breaks:
            yield self._pause(pause)
        if stretch.worked:
            counted = "service" if self.unit == Unit.SERVICE else "working"
            days = " and ".join(self._weekday(day) for day in stretch.worked)
            yield f"{days} counted as {'a ' if len(stretch.worked) == 1 else ''}{counted} day" + (
                "" if len(stretch.worked) == 1 else "s"
            )
        for year in stretch.unpublished_years:
            yield f"the holidays of {year} are not published yet, counted Monday to Friday for now"
        if stretch.terms_unknown:
            yield "the service period is not entered yet, counted in working days for now"

    def _pause(self, pause: Break) -> str:
        days = f"from {self._day(pause.first)}"
        if pause.last != pause.first:
            days += f" to {self._day(pause.last)}"
        return f"paused {days}, {self._length(pause.lost)} not counted"

    def _end(self, stretch: Computation, number: int, last: bool) -> str:
        if last and self.deadline.paused_on:
            return f"paused since {self._day(self.deadline.paused_on)}, due again once it resumes"
        if stretch.rolled_from:
            name = holiday(stretch.rolled_name)
            if not stretch.rolled_name and stretch.rolled_from.weekday() > 4:
                name = f"a {WEEKDAYS[stretch.rolled_from.weekday()]}"
            day = self._day(stretch.rolled_from)
            return f"its last day {day} is {name}, moved to {self._weekday(stretch.due_on)}"
        if self.unit == Unit.FIXED and number == 0:
            return f"Due {self._weekday(stretch.due_on)} as named by the document, not moved"
        return f"{'due' if last else 'first due'} {self._weekday(stretch.due_on)}"

    def _length(self, count: int, unit_of_count: Unit | None = None) -> str:
        unit = UNITS[unit_of_count or (Unit.WORKING if self.unit == Unit.FIXED else self.unit)]
        return f"{count} {unit}{'' if count == 1 else 's'}"

    def _day(self, day: date) -> str:
        year = "" if day.year == self.year else f" {day.year}"
        self.year = day.year
        return f"{day.day} {MONTHS[day.month - 1]}{year}"

    def _weekday(self, day: date) -> str:
        return f"{WEEKDAYS[day.weekday()]} {self._day(day)}"
