"""Settling what was interrupted, and reporting what belongs to nobody."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from documents.intake.sentences import NEVER_ARRIVED
from documents.models import DocumentVersion
from documents.services.completing import ScanPostponed, UploadIncomplete, complete_upload, refuse
from documents.services.hearers import tell_settled
from documents.services.leftovers import INCOMING, delete_quietly, in_batches
from documents.services.verifying import ORPHANED_AFTER
from storage import StoredObject, StoreUnavailable, store
from syncpoints import reach

ABANDONED_AFTER = timedelta(hours=1)
State = DocumentVersion.State


@dataclass
class SweepReport:
    """Versions found whole, refused, dropped, or left as the store or scanner was away; objects discarded; orphans."""

    available: int = 0
    refused: int = 0
    dropped: int = 0
    postponed: int = 0
    discarded: int = 0
    orphans: list[str] = field(default_factory=list)


def sweep(*, at: datetime) -> SweepReport:
    """Settle versions pending for over an hour, discard copies nobody needs, list objects without a row.

    Orphans are older than a day, and are reported only: the mistake of sweeping with the wrong database must
    not cost anybody a file. Raises StoreUnavailable when the objects cannot be listed.
    """
    report = SweepReport()
    for version in list(_abandoned(at - ABANDONED_AFTER)):
        _settle(version, at, report)
    old = (found for found in store().list() if found.modified_at <= at - ORPHANED_AFTER)
    for batch in in_batches(old):
        _examine(batch, report)
    return report


def _abandoned(before: datetime) -> QuerySet[DocumentVersion]:
    """Pending since then, without leave to send the bytes having been given anew."""
    quiet = Q(renewed_at=None) | Q(renewed_at__lte=before)
    return DocumentVersion.objects.filter(quiet, state=State.PENDING, created_at__lte=before)


def _settle(version: DocumentVersion, at: datetime, report: SweepReport) -> None:
    reach("sweep.found")
    try:
        state = complete_upload(version=version, at=at, then=lambda whole: tell_settled(whole, at)).state
    except (ScanPostponed, StoreUnavailable):
        report.postponed += 1
    except UploadIncomplete:
        refuse(version, NEVER_ARRIVED)
        report.dropped += 1
    else:
        report.available += state == State.AVAILABLE
        report.refused += state == State.REFUSED


def _examine(batch: list[StoredObject], report: SweepReport) -> None:
    rows = DocumentVersion.objects.filter(key__in=[found.key for found in batch])
    states = dict(rows.values_list("key", "state"))
    for found in batch:
        state = states.get(found.key)
        reach("sweep.examined")
        if state == State.REFUSED or (state is None and found.key.startswith(INCOMING)):
            report.discarded += delete_quietly(found.key)
        elif state is None:
            report.orphans.append(found.key)
