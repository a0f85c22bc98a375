"""The one way to write deadlines and calendar days; what other nouns may import from here."""

from casework.calendar.arithmetic import Calendar
from casework.calendar.changes import DayChange, TermChange, YearNotice
from casework.calendar.explanation import explain
from casework.calendar.services.changes import CalendarHasChanged, Moved, apply_change, preview_change
from casework.calendar.services.deadlines import (
    DeadlineIsPaused,
    DeadlineNotPaused,
    NewDeadline,
    NoOpenDeadline,
    ResumedTooEarly,
    cancel,
    extend,
    meet,
    pause,
    resume,
    set_deadline,
    set_deadlines,
)
from casework.calendar.services.years import import_year, seed_official, warn_missing_year, year_changes
from casework.calendar.units import Unit

__all__ = [
    "Calendar",
    "CalendarHasChanged",
    "DayChange",
    "DeadlineIsPaused",
    "DeadlineNotPaused",
    "Moved",
    "NewDeadline",
    "NoOpenDeadline",
    "ResumedTooEarly",
    "TermChange",
    "Unit",
    "YearNotice",
    "apply_change",
    "cancel",
    "explain",
    "extend",
    "import_year",
    "meet",
    "pause",
    "preview_change",
    "resume",
    "seed_official",
    "set_deadline",
    "set_deadlines",
    "warn_missing_year",
    "year_changes",
]
