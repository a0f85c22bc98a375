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
        # Two matters of one unit and subject are filed one after the other.
        filer = Organisation.objects.select_for_update().get(pk=case.respondent_id)
        deposit = Deposit.objects.filter(case=case, subject=subject, filing=None).order_by("round").last()
        if deposit is None:
            raise NothingToFile(subject)
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
