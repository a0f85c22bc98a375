"""Papers have run out: what rests on a critical one is out of force from the next service day (P17)."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.cases.services.trail import record
from casework.expiry.holdings import Holding, lapsed
from casework.expiry.night import Night
from casework.expiry.services.renewal import Wanted, ask_for_renewals, is_being_renewed
from casework.expiry.services.telling import named, tell_of_lapse
from casework.expiry.services.violations import find_lessons_without
from casework.expiry.thresholds import REMOVAL_WD
from casework.papers.models import Paper
from casework.permits.models import Permit
from casework.permits.services import permits
from casework.permits.services.permits import Ceasing


@dataclass(frozen=True)
class Lapse:
    """A paper whose last day is over, and what rests on it."""

    paper: Paper
    resting: Sequence[Holding]

    @property
    def standing_on_it(self) -> list[Holding]:
        """The holdings of which the permit cannot be in force without it."""
        return [holding for holding in self.resting if self.paper.type.critical and holding.permit]


def lapse_all(lapses: Sequence[Lapse], night: Night) -> None:
    """Mark the papers as EXPIRED and tell; where one is critical suspend the permits, ask for another, and open a
    rectification where lessons took place without it."""
    if not lapses:
        return
    Paper.objects.filter(pk__in=[lapse.paper.pk for lapse in lapses]).update(state=Paper.State.EXPIRED)
    for lapse in lapses:
        lapse.paper.state = Paper.State.EXPIRED
        _write_down(lapse, night)
    critical = [(lapse.paper, holding) for lapse in lapses for holding in lapse.standing_on_it]
    find_lessons_without([(paper, holding.permit) for paper, holding in critical if holding.permit], night)
    _suspend([(paper, holding.permit) for paper, holding in critical if holding.permit], night)
    ask_for_renewals([Wanted(paper, holding) for paper, holding in critical], night)
    for lapse in lapses:
        tell_of_lapse(lapse.paper, lapse.resting, night)


def revoke_long_lapsed(holdings: Sequence[Holding], night: Night) -> int:
    """Take back permits whose critical paper ran out more than ten working days ago (D17 row 5); returns how many.

    Where a renewal is under way its process decides, after hearing the vendor (CA-HEAR).
    """
    revoked = 0
    for holding in holdings:
        late = _long_lapsed(holding, night)
        if holding.permit is None or late is None:
            continue
        permit = Permit.objects.get(pk=holding.permit.pk)
        if permit.state == Permit.State.SUSPENDED and not is_being_renewed(permit):
            reason = f"{named(late)}到期超过{REMOVAL_WD}个工作日未更新（D17-5）"
            permits.revoke(permit=permit, reason=reason, at=night.at, by=None, from_day=night.day)
            revoked += 1
    return revoked


def _long_lapsed(holding: Holding, night: Night) -> Paper | None:
    ends = [(paper, paper.ends_on) for paper in lapsed(holding.papers, night.day)]
    # Fewer days than that are fewer working days, and no calendar need be asked.
    late = [(paper, end) for paper, end in ends if end and (night.day - end).days > REMOVAL_WD]
    passed = night.calendar.working_days_between if late else None
    return next((paper for paper, end in late if passed and passed(end, night.day) > REMOVAL_WD), None)


def _write_down(lapse: Lapse, night: Night) -> None:
    payload = {
        "paper": lapse.paper.pk,
        "type": named(lapse.paper),
        "type_en": lapse.paper.type.en,
        "ends_on": lapse.paper.ends_on,
    }
    for holding in lapse.resting:
        record(chain=holding.case.pk, kind="paper.expired", at=night.at, by=None, payload=payload)


def _suspend(critical: Sequence[tuple[Paper, Permit]], night: Night) -> None:
    """Each permit that is in force, once, for the first of its papers."""
    ceasing = {
        permit.pk: Ceasing(permit, f"{named(paper)}到期", night.next_service_day(permit.school_id))
        for paper, permit in reversed(critical)
        if permit.state == Permit.State.ACTIVE
    }
    for suspended in permits.suspend_all(list(ceasing.values()), at=night.at, by=None):
        ceasing[suspended.pk].permit.state = suspended.state
