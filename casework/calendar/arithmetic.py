"""Counting days on a snapshot: pure, no clock and no database (domain.md Appendix B, Civil Code 200-203)."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from casework.calendar.reckoning import Break, Computation, Pause
from casework.calendar.snapshot import DayFact, Snapshot
from casework.calendar.units import Unit

DAY = timedelta(days=1)
LONGEST = 1000


class LengthOutOfRange(Exception):
    """A period longer than `LONGEST` units is a slip of the pen."""


@dataclass(frozen=True)
class Calendar:
    """The working days of the bureau, the service days of schools, and calendar days."""

    snapshot: Snapshot

    @classmethod
    def load(cls, *, hold: bool = False) -> "Calendar":
        """The stored calendar: one statement while nothing has changed.

        With `hold` it cannot be changed before the caller's transaction ends; whoever stores a date that
        was counted on it must ask for that.
        """
        from casework.calendar.stored import load_snapshot

        return cls(load_snapshot(hold=hold))

    def is_working_day(self, day: date) -> bool:
        fact = self.snapshot.office.get(day)
        return day.weekday() < 5 if fact is None else fact.working

    def is_service_day(self, day: date, organisation: UUID | None = None) -> bool:
        """Open, and inside the service window of a term; beyond the terms entered, every working day."""
        if self.beyond_terms(day, organisation):
            return self.is_working_day(day)
        return self.opens(day, organisation) and self.in_service(day, organisation)

    def day_name(self, day: date) -> str:
        fact = self.snapshot.office.get(day)
        return fact.name if fact else ""

    def next_working_day(self, day: date) -> date:
        """`day` itself where it is worked, else the first one after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def last_working_day(self, day: date) -> date:
        """`day` itself where it is worked, else the last one before it."""
        while not self.is_working_day(day):
            day -= DAY
        return day

    def first_working_day_of_month(self, year: int, month: int) -> date:
        return self.next_working_day(date(year, month, 1))

    def working_days_in(self, year: int) -> int:
        return self.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))

    def working_days_after(self, day: date, n: int) -> date:
        """The n-th working day after `day`; before it where n < 0; the next one, itself included, for 0."""
        return self.add(day, n, Unit.WORKING).due_on

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in (start, end]; negative where `end` is the earlier one."""
        return self._working_days_until(end) - self._working_days_until(start)

    def remaining(self, due_on: date, today: date) -> int:
        """Working days left after today; 0 on the last day; at most -1 once it is over."""
        count = self.working_days_between(today, due_on)
        return min(count, -1) if today > due_on else count

    def add(
        self,
        start: date,
        length: int,
        unit: Unit,
        *,
        organisation: UUID | None = None,
        pauses: Iterable[Pause] = (),
    ) -> Computation:
        """The last day of a period whose first day is the one after `start`.

        A period in calendar days that ends on a day off moves to the next working day, and so does one
        of no length; one counted backwards (a reminder) does not. Raises LengthOutOfRange.
        """
        if abs(length) > LONGEST:
            raise LengthOutOfRange(length)
        if unit == Unit.FIXED:
            return Computation(start, length, start)
        walk = Walk(self, unit, organisation, tuple(pauses))
        return walk.run(start, length)

    def _working_days_until(self, day: date) -> int:
        weeks, rest = divmod(day.toordinal(), 7)  # ordinal 1 was a Monday
        off = bisect_right(self.snapshot.weekdays_off, day)
        worked = bisect_right(self.snapshot.weekends_worked, day)
        return weeks * 5 + min(rest, 5) - off + worked

    def fact_for(self, day: date, organisation: UUID | None) -> DayFact | None:
        own = self.snapshot.days.get(organisation) if organisation else None
        return (own.get(day) if own else None) or self.snapshot.office.get(day)

    def opens(self, day: date, organisation: UUID | None) -> bool:
        fact = self.fact_for(day, organisation)
        return day.weekday() < 5 if fact is None else fact.working

    def in_service(self, day: date, organisation: UUID | None) -> bool:
        return any(term.serves(day) for term in self.snapshot.terms_of(organisation))

    def beyond_terms(self, day: date, organisation: UUID | None) -> bool:
        terms = self.snapshot.terms_of(organisation)
        return not terms or day < terms[0].service_from or day > max(term.service_to for term in terms)


@dataclass
class Walk:
    """Goes day by day and remembers what will have to be explained."""

    calendar: Calendar
    unit: Unit
    organisation: UUID | None
    pauses: tuple[Pause, ...]
    holidays: dict[str, None] = field(default_factory=dict)
    worked: list[date] = field(default_factory=list)
    lost: dict[Pause, int] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    outside_service: bool = False
    terms_unknown: bool = False

    def run(self, start: date, length: int) -> Computation:
        nominal = self._go(start, length)
        rolls = length == 0 or (self.unit == Unit.CALENDAR and length > 0)
        due_on = self._roll(nominal) if rolls else nominal
        published = self.calendar.snapshot.published
        self.years.update({nominal.year, due_on.year})
        return Computation(
            start=start,
            length=length,
            due_on=due_on,
            holidays=tuple(self.holidays),
            worked=tuple(sorted(self.worked)),
            breaks=tuple(Break(p.first, p.last, n) for p, n in self.lost.items() if n),
            rolled_from=nominal if due_on != nominal else None,
            rolled_name=self.calendar.day_name(nominal) if due_on != nominal else "",
            unpublished_years=tuple(sorted(self.years - published)),
            outside_service=self.outside_service,
            terms_unknown=self.terms_unknown,
        )

    def _go(self, start: date, length: int) -> date:
        day, left, step = start, abs(length), DAY if length > 0 else -DAY
        while left:
            day += step
            pause = self._pause_on(day)
            if pause is not None:
                self.lost[pause] = self.lost.get(pause, 0) + self._would_count(day)
            elif self._counts(day):
                left -= 1
        return day

    def _roll(self, day: date) -> date:
        while not self.calendar.is_working_day(day) or self._pause_on(day):
            day += DAY
        return day

    def _pause_on(self, day: date) -> Pause | None:
        return next((pause for pause in self.pauses if pause.covers(day)), None)

    def _would_count(self, day: date) -> bool:
        if self.unit == Unit.SERVICE:
            return self.calendar.is_service_day(day, self.organisation)
        return self.unit == Unit.CALENDAR or self.calendar.is_working_day(day)

    def _counts(self, day: date) -> bool:
        if self.unit == Unit.CALENDAR:
            return True
        return self._service(day) if self.unit == Unit.SERVICE else self._working(day)

    def _working(self, day: date) -> bool:
        return self._note(day, self.calendar.snapshot.office.get(day))

    def _service(self, day: date) -> bool:
        calendar, school = self.calendar, self.organisation
        if calendar.beyond_terms(day, school):
            self.terms_unknown = True
            return self._working(day)
        if not calendar.in_service(day, school):
            self.outside_service = self.outside_service or calendar.is_working_day(day)
            return False
        return self._note(day, calendar.fact_for(day, school))

    def _note(self, day: date, fact: DayFact | None) -> bool:
        weekday = day.weekday() < 5
        self.years.add(day.year)
        if fact is None:
            return weekday
        if fact.working and not weekday:
            self.worked.append(day)
        if not fact.working and weekday:
            self.holidays[fact.name] = None
        return fact.working
