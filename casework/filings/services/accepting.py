"""Files what was handed in and judged: the frozen text itself goes on file, under a number."""

from datetime import date, datetime

from django.db import transaction

from casework.cases.models import Case
from casework.filings.models import Deposit, Filing
from casework.filings.services.filing import file
from casework.organisations.models import Organisation, Person


class NothingToFile(Exception):
    """Nothing of the subject was handed in, or the last of it is on file already."""


def accept(
    *,
    case: Case,
    subject: str,
    by: Person | None,
    at: datetime,
    timeliness: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Filing:
    """File the latest deposit of ``subject``; one that follows another of the unit is a change of that one.

    Raises NothingToFile.
    """
    with transaction.atomic():
        deposit = _latest(case, subject)
        # Two matters of one unit and subject are filed one after the other.
        filer = Organisation.objects.select_for_update().get(pk=deposit.filer_id)
        before = Filing.objects.of(filer=filer, subject=subject).last()
        return file(
            case=case,
            kind=Filing.Kind.CHANGE if before else Filing.Kind.SUBJECT,
            filer=filer,
            snapshot=deposit.snapshot,
            changes=before,
            deposit=deposit,
            subject=subject,
            timeliness=timeliness,
            valid_from=valid_from,
            valid_to=valid_to,
            by=by,
            at=at,
        )


def accept_apart(
    *,
    case: Case,
    subject: str,
    kind: Filing.Kind,
    by: Person | None,
    at: datetime,
    changes: Filing | None = None,
) -> Filing:
    """File the latest deposit of ``subject`` as one that follows no other of the unit, such as the entry of a vendor.

    ``changes`` is the filing that it changes. Raises NothingToFile.
    """
    deposit = _latest(case, subject)
    return file(
        case=case,
        kind=kind,
        filer=deposit.filer,
        snapshot=deposit.snapshot,
        changes=changes,
        deposit=deposit,
        by=by,
        at=at,
    )


def _latest(case: Case, subject: str) -> Deposit:
    waiting = Deposit.objects.filter(case=case, subject=subject, filing=None).select_related("filer")
    deposit = waiting.order_by("round").last()
    if deposit is None:
        raise NothingToFile(subject)
    return deposit
