"""The nightly run: some vendors at a time, each time in one transaction, once however many run at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from casework.cases.services.trail import deferring
from casework.expiry.holdings import Holding, resting_on_papers, standing_entries, standing_permits
from casework.expiry.night import Night
from casework.expiry.services.ending import end_entries, end_permits
from casework.expiry.services.foretelling import foretell_ends
from casework.expiry.services.lapses import Lapse, lapse_all, revoke_long_lapsed
from casework.expiry.services.telling import tell_of_end
from casework.expiry.thresholds import LAPSE, threshold
from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation
from casework.papers.models import ExpiryAlert, Paper
from casework.permits.models import Permit

# Vendors that are dealt with together: statements are shared, and nobody who is at work waits for long.
PIECE = 20


@dataclass
class Report:
    """How many papers were warned of, ran out; permits and entries that end soon, that ended; permits taken back."""

    warned: int = 0
    foretold: int = 0
    lapsed: int = 0
    ended: int = 0
    revoked: int = 0

    def __iadd__(self, other: "Report") -> "Report":
        self.warned += other.warned
        self.foretold += other.foretold
        self.lapsed += other.lapsed
        self.ended += other.ended
        self.revoked += other.revoked
        return self


def run(*, day: date, at: datetime) -> Report:
    """Do for every vendor what ``day`` asks. Run again, or by two at once, nothing is done twice."""
    total = Report()
    for piece in pieces_to_watch():
        total += handle(subjects=piece, day=day, at=at)
    return total


def pieces_to_watch() -> list[list[UUID]]:
    """Those of ``subjects_to_watch`` in pieces for ``handle``."""
    subjects = subjects_to_watch()
    return [subjects[first : first + PIECE] for first in range(0, len(subjects), PIECE)]


def subjects_to_watch() -> list[UUID]:
    """Vendors with a permit or an entry that has not come to its end, in the order of their ids."""
    permits = Permit.objects.filter(state__in=[Permit.State.ACTIVE, Permit.State.SUSPENDED])
    entries = LibraryEntry.objects.filter(state__in=[LibraryEntry.State.ACTIVE, LibraryEntry.State.SUSPENDED])
    wanted = Q(pk__in=permits.values("subject")) | Q(pk__in=entries.values("organisation"))
    return list(Organisation.objects.filter(wanted).order_by("pk").values_list("pk", flat=True))


def handle(*, subjects: Sequence[UUID], day: date, at: datetime) -> Report:
    """Some vendors. Two who are at one of them at once come one after the other, and the second finds it done."""
    night = Night(day=day, at=at)
    with transaction.atomic(), deferring():
        held = _lock(subjects)
        permits, entries = standing_permits(held), standing_entries(held)
        report = Report(
            ended=end_permits([permit for permit in permits if permit.valid_to < day], night)
            + end_entries([entry for entry in entries if entry.valid_to < day], night)
        )
        permits = [permit for permit in permits if permit.valid_to >= day]
        entries = [entry for entry in entries if entry.valid_to >= day]
        report.foretold = foretell_ends(permits, entries, night)
        _watch_papers(resting_on_papers(permits, entries), night, report)
        night.send()
    return report


def _watch_papers(holdings: Sequence[Holding], night: Night, report: Report) -> None:
    lapses = []
    for paper, days in _due(holdings, night):
        resting = [holding for holding in holdings if paper in holding.papers]
        if days == LAPSE:
            lapses.append(Lapse(paper, resting))
        else:
            tell_of_end(paper, resting, night)
            report.warned += 1
    lapse_all(lapses, night)
    report.lapsed = len(lapses)
    report.revoked = revoke_long_lapsed(holdings, night)


def _lock(subjects: Iterable[UUID]) -> list[UUID]:
    """Those of them that there are, locked in the order of their ids."""
    found = Organisation.objects.select_for_update(no_key=True).filter(pk__in=list(subjects)).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _due(holdings: Iterable[Holding], night: Night) -> list[tuple[Paper, int]]:
    """Papers of which something is to be said today and was not; that it is said is written down at once."""
    watched = {paper.pk: paper for holding in holdings for paper in holding.papers}
    due = [
        (paper, days, ends_on)
        for paper in watched.values()
        if paper.state in (Paper.State.SUBMITTED, Paper.State.VALID)
        and (ends_on := paper.ends_on) is not None
        and (days := threshold((ends_on - night.day).days, night.alert_days)) is not None
    ]
    said = set(
        ExpiryAlert.objects.filter(paper__in=[paper.pk for paper, *_rest in due]).values_list(
            "paper", "days", "valid_to"
        )
    )
    new = [(paper, days, ends_on) for paper, days, ends_on in due if (paper.pk, days, ends_on) not in said]
    ExpiryAlert.objects.bulk_create(
        ExpiryAlert(paper=paper, days=days, valid_to=ends_on, sent_at=night.at)
        for paper, days, ends_on in new
    )
    return [(paper, days) for paper, days, _ends_on in new]
