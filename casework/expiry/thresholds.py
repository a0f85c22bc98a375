"""When what is said of a paper that runs out, and to whom (PRM_ALERT_DAYS; domain.md §2.20)."""

from collections.abc import Sequence
from datetime import date

from casework.policy.values import value_of

LAPSE = 0
# Days left from which on the school, and the offices, hear of it as well.
SCHOOL_DAYS, OFFICE_DAYS = 30, 7
# Working days after which a permit whose paper was not renewed is taken back (D17 row 5).
REMOVAL_WD = 10


def alert_days(day: date) -> tuple[int, ...]:
    """What PRM_ALERT_DAYS is on ``day``, the fewest first; asks the database once."""
    return tuple(sorted(value_of("PRM_ALERT_DAYS", on=day)))


def threshold(days_left: int, days: Sequence[int]) -> int | None:
    """The alert that is due of ``days`` with so many left; LAPSE once there are none; None while the end is far.

    After an outage the latest that was missed stands for all.
    """
    if days_left < 0:
        return LAPSE
    return next((due for due in days if days_left <= due), None)
