"""The nightly run: subject by subject, each in a transaction of its own, once however many run at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from casework.expiry.holdings import Holding, holdings_of
from casework.expiry.services.ending import end_what_is_over
from casework.expiry.services.lapses import lapse, revoke_long_lapsed
from casework.expiry.services.telling import tell_of_end
from casework.expiry.thresholds import LAPSE, threshold
from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation
from casework.papers.models import ExpiryAlert, Paper
from casework.permits.models import Permit


@dataclass
class Report:
    """How many papers were warned of, ran out; permits and entries that ended, permits that were taken back."""

    warned: int = 0
    lapsed: int = 0
    ended: int = 0
    revoked: int = 0

    def __iadd__(self, other: "Report") -> "Report":
        self.warned += other.warned
        self.lapsed += other.lapsed
        self.ended += other.ended
        self.revoked += other.revoked
        return self


def run(*, day: date, at: datetime) -> Report:
    """Do for every vendor what ``day`` asks. Run again, or by two at once, nothing is done twice."""
    total = Report()
    for subject in subjects_to_watch():
        total += handle(subject_id=subject, day=day, at=at)
    return total


def subjects_to_watch() -> list[UUID]:
    """Vendors with a permit or an entry that has not come to its end, in the order of their ids."""
    permits = Permit.objects.filter(state__in=[Permit.State.ACTIVE, Permit.State.SUSPENDED])
    entries = LibraryEntry.objects.filter(state__in=[LibraryEntry.State.ACTIVE, LibraryEntry.State.SUSPENDED])
    wanted = Q(pk__in=permits.values("subject")) | Q(pk__in=entries.values("organisation"))
    return list(Organisation.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))


def handle(*, subject_id: UUID, day: date, at: datetime) -> Report:
    """One vendor. Two who are at it at once come one after the other, and the second finds it done."""
    with transaction.atomic():
        subject = Organisation.objects.select_for_update(no_key=True).get(pk=subject_id)
        report = Report(ended=end_what_is_over(subject, day=day, at=at))
        holdings = holdings_of(subject)
        for paper, days in _due(holdings, day, at):
            resting = [holding for holding in holdings if paper in holding.papers]
            if days == LAPSE:
                lapse(paper, resting, day=day, at=at)
                report.lapsed += 1
            else:
                tell_of_end(paper, resting, day=day, at=at)
                report.warned += 1
        report.revoked = revoke_long_lapsed(holdings, day=day, at=at)
    return report


def _due(holdings: Iterable[Holding], day: date, at: datetime) -> list[tuple[Paper, int]]:
    """Papers of which something is to be said today and was not; that it is said is written down at once."""
    watched = {paper.pk: paper for holding in holdings for paper in holding.papers}
    due = [
        (paper, days, ends_on)
        for paper in watched.values()
        if paper.state in (Paper.State.SUBMITTED, Paper.State.VALID)
        and (ends_on := paper.ends_on) is not None
        and (days := threshold((ends_on - day).days)) is not None
    ]
    said = set(
        ExpiryAlert.objects.filter(paper__in=[paper.pk for paper, *_rest in due]).values_list(
            "paper", "days", "valid_to"
        )
    )
    new = [(paper, days, ends_on) for paper, days, ends_on in due if (paper.pk, days, ends_on) not in said]
    ExpiryAlert.objects.bulk_create(
        ExpiryAlert(paper=paper, days=days, valid_to=ends_on, sent_at=at) for paper, days, ends_on in new
    )
    return [(paper, days) for paper, days, _ends_on in new]
