"""How long a published change is watched: it may be taken back until then, and is stopped by itself."""

from datetime import date, datetime, time, timedelta

from casework.calendar.services import Calendar
from casework.cases.clock import LOCAL, local_date
from casework.changes.models import ChangeSet, Halt
from casework.policy.values import value_of


def settled_at(change: ChangeSet) -> datetime | None:
    """The end of the last working day of PRM_WATCH_WD; None before it is published.

    It counts from the day on which it took effect, for all where it was tried by pilots first, and anew from the day on
    which it was resumed.
    """
    if change.published_at is None or change.effective_from is None:
        return None
    begun = max(change.effective_from, local_date(change.published_at))
    if change.pilot_until is not None:
        begun = max(begun, change.pilot_until + timedelta(days=1))
    if resumed := resumed_at(change):
        begun = max(begun, local_date(resumed))
    return datetime.combine(_last_day(begun), time(23, 59, 59), LOCAL)


def resumed_at(change: ChangeSet) -> datetime | None:
    resumed = change.halts.filter(outcome=Halt.Outcome.RESUMED).order_by("-ended_at")
    return resumed.values_list("ended_at", flat=True).first()


def _last_day(begun: date) -> date:
    return Calendar.load().working_days_after(begun, value_of("PRM_WATCH_WD", on=begun))
