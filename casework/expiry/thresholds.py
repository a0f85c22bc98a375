"""When what is said of a paper that runs out, and to whom (PRM_ALERT_DAYS; domain.md §2.20)."""

ALERT_DAYS = (1, 7, 15, 30, 60)
LAPSE = 0
# Days left from which on the school, and the offices, hear of it as well.
SCHOOL_DAYS, OFFICE_DAYS = 30, 7
# Working days after which a permit whose paper was not renewed is taken back (D17 row 5).
REMOVAL_WD = 10


def threshold(days_left: int) -> int | None:
    """The alert that is due with so many days left; LAPSE once there are none; None while the end is far.

    After an outage the latest that was missed stands for all.
    """
    if days_left < 0:
        return LAPSE
    return next((days for days in ALERT_DAYS if days_left <= days), None)
