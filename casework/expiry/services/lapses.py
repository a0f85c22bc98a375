"""A paper has run out: what rests on a critical one is out of force from the next service day (P17)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from casework.calendar.services import Calendar
from casework.cases.services.trail import record
from casework.expiry.holdings import Holding, lapsed
from casework.expiry.services.renewal import ask_for_renewal, is_being_renewed
from casework.expiry.services.telling import named, tell_of_lapse
from casework.expiry.services.violations import find_lessons_without
from casework.expiry.thresholds import REMOVAL_WD
from casework.papers.models import Paper
from casework.permits.models import Permit
from casework.permits.services import permits

_DAY = timedelta(days=1)
_FARTHEST = 120


def lapse(paper: Paper, resting: Sequence[Holding], *, day: date, at: datetime) -> None:
    """Mark ``paper`` as EXPIRED and tell; where it is critical suspend the permits, ask for another, and open a
    rectification where lessons took place without it."""
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.EXPIRED)
    paper.state = Paper.State.EXPIRED
    payload = {
        "paper": paper.pk,
        "type": named(paper),
        "type_en": paper.type.en,
        "ends_on": paper.ends_on,
    }
    for holding in resting:
        record(chain=holding.case.pk, kind="paper.expired", at=at, by=None, payload=payload)
        if paper.type.critical and holding.permit is not None:
            find_lessons_without(paper, holding.permit, day=day, at=at)
            _suspend(holding.permit, paper, day=day, at=at)
            ask_for_renewal(paper, holding.permit, at=at)
    tell_of_lapse(paper, resting, day=day, at=at)


def revoke_long_lapsed(holdings: Sequence[Holding], *, day: date, at: datetime) -> int:
    """Take back permits whose critical paper ran out more than ten working days ago (D17 row 5); returns how many.

    Where a renewal is under way its process decides, after hearing the vendor (CA-HEAR).
    """
    revoked = 0
    for holding in holdings:
        late = _long_lapsed(holding, day)
        if holding.permit is None or late is None:
            continue
        permit = Permit.objects.get(pk=holding.permit.pk)
        if permit.state == Permit.State.SUSPENDED and not is_being_renewed(permit):
            reason = f"{named(late)}到期超过{REMOVAL_WD}个工作日未更新（D17-5）"
            permits.revoke(permit=permit, reason=reason, at=at, by=None, from_day=day)
            revoked += 1
    return revoked


def _long_lapsed(holding: Holding, day: date) -> Paper | None:
    ends = [(paper, paper.ends_on) for paper in lapsed(holding.papers, day)]
    # Fewer days than that are fewer working days, and no calendar need be asked.
    late = [(paper, end) for paper, end in ends if end and (day - end).days > REMOVAL_WD]
    if not late:
        return None
    calendar = Calendar.load()
    return next((paper for paper, end in late if calendar.working_days_between(end, day) > REMOVAL_WD), None)


def _suspend(permit: Permit, paper: Paper, *, day: date, at: datetime) -> None:
    if permit.state == Permit.State.ACTIVE:
        from_day = next_service_day(day, permit)
        reason = f"{named(paper)}到期"
        suspended = permits.suspend(permit=permit, reason=reason, at=at, by=None, from_day=from_day)
        # Another paper of the same night finds it suspended.
        permit.state = suspended.state


def next_service_day(day: date, permit: Permit) -> date:
    """``day`` itself where the school holds after-school service on it, else the first such day after it."""
    calendar = Calendar.load()
    last = day + timedelta(days=_FARTHEST)
    while not calendar.is_service_day(day, permit.school_id) and day < last:
        day += _DAY
    return day
