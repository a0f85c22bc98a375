"""Counts a deadline from the rule that it keeps, and writes the result and its account into it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from casework.calendar.arithmetic import Calendar
from casework.calendar.models import Deadline
from casework.calendar.reckoning import Computation
from casework.calendar.units import Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
LAST_SECOND = time(23, 59, 59)

# The columns that `recount` writes.
COUNTED = ("due_on", "due_at", "account", "unpublished")


def end_of(day: date) -> datetime:
    """The last second of the day in Shanghai: what is handed in online before it is in time."""
    return datetime.combine(day, LAST_SECOND, tzinfo=SHANGHAI)


def recount(deadline: Deadline, calendar: Calendar) -> bool:
    """Set the due date and its account from rule, pauses and extensions; True if anything changed.

    An extension runs from the due date before it, as the person who was given it reads it.
    """
    stretches = [_stretch(deadline, calendar, deadline.starts_on, deadline.length, Unit(deadline.unit))]
    for extension in deadline.extensions:
        stretches.append(
            _stretch(deadline, calendar, stretches[-1].due_on, extension["length"], deadline.extension_unit)
        )
    before = (deadline.due_on, deadline.account)
    deadline.due_on = stretches[-1].due_on
    deadline.due_at = end_of(deadline.due_on)
    deadline.account = [stretch.to_json() for stretch in stretches]
    deadline.unpublished = any(stretch.unpublished for stretch in stretches)
    return before != (deadline.due_on, deadline.account)


def _stretch(deadline: Deadline, calendar: Calendar, start: date, length: int, unit: Unit) -> Computation:
    return calendar.add(
        start, length, unit, organisation=deadline.organisation_id, pauses=deadline.closed_pauses
    )
