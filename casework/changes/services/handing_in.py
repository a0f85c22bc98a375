"""Hands a change in for confirmation and approval: a case that the process ``policy_change`` carries (domain.md §2.26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from casework.changes.faults import Fault, faults_of
from casework.changes.models import ChangeSet
from casework.changes.services.drafting import locked_open
from casework.organisations.models import Organisation, Person
from processes.models import ProcessVersion
from processes.services import version_in_force

PROCESS = "policy_change"


class NotReady(Exception):
    """Something stands against it; ``faults`` say what and where to mend it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class NotInTheFuture(ValueError):
    """A change takes effect on a later day only: whoever works today knows what holds today."""


@dataclass(frozen=True)
class Terms:
    """From when, for whom first, and what becomes of the cases that are under way."""

    effective_from: date
    summary: str
    running: str = ChangeSet.Running.STAY
    pilots: Sequence[Organisation] = ()
    pilot_until: date | None = None


def hand_in(
    *,
    change: ChangeSet,
    terms: Terms,
    office: Organisation,
    by: Person,
    at: datetime,
    version: ProcessVersion | None = None,
) -> Case:
    """Freeze the drafts and open the case in which ``office`` confirms and the deputy director approves.

    It is carried by ``version``, the one in force on that day by default.

    Raises NotOpen, NotReady, NotInTheFuture.
    """
    if terms.effective_from <= local_date(at):
        raise NotInTheFuture(_("施行日期要在今天之后，让大家有时间知道。"))
    if faults := faults_of(change, at=at):
        raise NotReady(faults)
    with transaction.atomic():
        locked = locked_open(change)
        _keep(locked, terms)
        if locked.case is not None:
            return locked.case
        carried_by = version or version_in_force(PROCESS, on=local_date(at))
        return _open(locked, office, carried_by, by, at)


def hand_in_again(*, change: ChangeSet, by: Person | None, at: datetime) -> None:
    """After it was returned: as it is now. Raises NotOpen, NotReady."""
    if faults := faults_of(change, at=at):
        raise NotReady(faults)
    with transaction.atomic():
        locked = locked_open(change)
        locked.status = ChangeSet.Status.REVIEW
        locked.save(update_fields=["status"])
        record(chain=locked.pk, kind="change.handed_in", at=at, by=by, payload=_said(locked))


def reopen(*, change: ChangeSet, by: Person | None, at: datetime) -> None:
    """Returned: its drafts may be changed again."""
    ChangeSet.objects.filter(pk=change.pk, status=ChangeSet.Status.REVIEW).update(
        status=ChangeSet.Status.DRAFT
    )
    record(chain=change.pk, kind="change.returned", at=at, by=by, payload={"title": change.title})


def _keep(change: ChangeSet, terms: Terms) -> None:
    change.status = ChangeSet.Status.DRAFT if change.case else ChangeSet.Status.REVIEW
    change.effective_from, change.summary = terms.effective_from, terms.summary
    change.running, change.pilot_until = terms.running, terms.pilot_until if terms.pilots else None
    change.save()
    change.pilots.set(terms.pilots)


def _open(change: ChangeSet, office: Organisation, version: ProcessVersion, by: Person, at: datetime) -> Case:
    district = office.parent or office
    case = create_case(
        kind=Case.Kind.POLICY,
        title=change.title,
        source=Case.Source.APPLICATION,
        respondent=office,
        office=office,
        district=district,
        at=at,
        by=by,
    )
    change.case = case
    change.save(update_fields=["case"])
    record(chain=change.pk, kind="change.handed_in", at=at, by=by, payload=_said(change))
    return start_process(case=case, version=version, data={}, at=at, by=by)


def _said(change: ChangeSet) -> dict[str, object]:
    return {"title": change.title, "effective_from": change.effective_from, "summary": change.summary}
