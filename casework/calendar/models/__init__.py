"""Days, terms and deadlines; every row is written by the functions in `casework.calendar.services`."""

from casework.calendar.models.days import CalendarDay, CalendarRevision, PublishedYear, ServiceTerm
from casework.calendar.models.deadlines import Deadline
from casework.calendar.models.ledger import CalendarChange

__all__ = [
    "CalendarChange",
    "CalendarDay",
    "CalendarRevision",
    "Deadline",
    "PublishedYear",
    "ServiceTerm",
]
