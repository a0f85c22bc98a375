"""Opens the renewal of what lapsed under a permit, and calls it off when the permit ends otherwise."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from casework.cases.models import Case
from casework.cases.services import announce, create_case, start_process
from casework.expiry.models import Renewal
from casework.organisations.models import Organisation
from casework.papers.models import Paper
from casework.permits.models import Permit
from casework.vendors.models import Instructor
from processes.services import latest_version

PROCESS, OFFICE, ENDED = "expiry", "CYG", "permit_ended"


def begin(*, permit: Permit, papers: Sequence[Paper], at: datetime) -> Case:
    """Open a case in which the vendor renews ``papers``, which lapsed under ``permit``.

    Where one is open already, it takes them up. Call it in the transaction that suspends the permit.
    """
    with transaction.atomic():
        renewal = Renewal.objects.filter(permit=permit, case__closed_at=None).first()
        if renewal is not None:
            renewal.papers.add(*papers)
            return renewal.case
        case = _open(permit, at)
        Renewal.objects.create(case=case, permit=permit).papers.set(papers)
        return start_process(case=case, version=latest_version(PROCESS), data={}, at=at, by=None)


def call_off(*, permit: Permit, at: datetime) -> None:
    """The permit ended otherwise: nothing is left to renew. Call it outside the step of another case."""
    for renewal in Renewal.objects.filter(permit=permit, case__closed_at=None).select_related("case"):
        announce(case=renewal.case, message=ENDED, at=at)


def people_of(case: Case) -> list[Instructor]:
    """Whose papers lapsed."""
    papers = Paper.objects.filter(renewals=case.pk, instructor__isnull=False).select_related("instructor")
    return [paper.instructor for paper in papers if paper.instructor is not None]


def _open(permit: Permit, at: datetime) -> Case:
    office = Organisation.objects.get(kind=Organisation.Kind.OFFICE, code=OFFICE)
    return create_case(
        kind=Case.Kind.EXPIRY,
        title=f"{permit.subject.short_name}到期材料更新（{permit.school.short_name}）"[:120],
        source=Case.Source.EXPIRY,
        respondent=permit.subject,
        office=office,
        district=office.parent or office,
        school=permit.school,
        at=at,
        by=None,
    )
