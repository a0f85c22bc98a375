"""A renewal is a case of its own, with only the papers that are missing; when they stand again, so does the permit."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import announce, create_case, start_process
from casework.cases.services.trail import record
from casework.expiry.holdings import holdings_of, lapsed, papers_of
from casework.organisations.models import Organisation, Person
from casework.papers.models import Paper, Requirement
from casework.papers.services.requirements import Line, build
from casework.permits.models import Permit
from casework.permits.services import permits
from processes.engine import MessageNotExpected
from processes.models import ProcessVersion
from processes.services import InstanceBlocked

PROCESS, ENDED = "expiry", "permit_ended"
_STANDING = (Permit.State.ACTIVE, Permit.State.SUSPENDED)


def ask_for_renewal(paper: Paper, permit: Permit, *, at: datetime) -> Case:
    """Ask for another ``paper`` in the one open renewal of the vendor at that school, opened now if there is none.

    Its process gets the id of the permit. Where the process is not deployed, that is written down; the case is
    there, with its requirements, and nothing fails.
    """
    case = _open_case(permit)
    is_new = case is None
    there = [] if case is None else _lines(case)
    if case is None:
        case = create_case(
            kind=Case.Kind.EXPIRY,
            title=f"{permit.subject.short_name}证照到期更新",
            source=Case.Source.EXPIRY,
            respondent=permit.subject,
            office=permit.application.case.office,
            district=permit.application.case.district,
            school=permit.school,
            at=at,
            by=None,
        )
    build(case=case, lines=[*there, _line(paper, permit)], at=at)
    return _start(case, permit, at) if is_new else case


def resume_if_whole(*, permit: Permit, reason: str, at: datetime, by: Person | None) -> bool:
    """Resume a suspended permit if every critical paper that it rests on stands today; whether it was resumed."""
    with transaction.atomic():
        held = Permit.objects.select_for_update(of=("self",)).get(pk=permit.pk)
        today = local_date(at)
        if held.state != Permit.State.SUSPENDED or held.valid_to < today or lapsed(papers_of(held), today):
            return False
        permits.resume(permit=held, reason=reason, at=at, by=by)
    return True


def is_being_renewed(permit: Permit) -> bool:
    """Whether a process asks the vendor for what lapsed, and will decide about the permit after hearing it."""
    case = _open_case(permit)
    return case is not None and case.instance_id is not None


def call_off(permit: Permit, *, at: datetime) -> None:
    """The permit ended otherwise: nothing is left to renew, unless the vendor has another at that school.

    A renewal that an incident holds up is left to whoever settles that.
    """
    case = _open_case(permit)
    others = Permit.objects.filter(
        subject=permit.subject_id, school=permit.school_id, state__in=_STANDING
    ).exclude(pk=permit.pk)
    if case is None or case.instance_id is None or others.exists():
        return
    with suppress(InstanceBlocked, MessageNotExpected):
        announce(case=case, message=ENDED, at=at)


def _open_case(permit: Permit) -> Case | None:
    renewals = Case.objects.open().filter(
        kind=Case.Kind.EXPIRY, respondent=permit.subject_id, school=permit.school_id
    )
    return renewals.order_by("opened_at").first()


def _lines(case: Case) -> list[Line]:
    return [
        Line(row.type_code, row.instructor, row.group, row.is_mandatory, row.is_for_school, row.clause)
        for row in case.requirements.select_related("instructor")
    ]


def _line(paper: Paper, permit: Permit) -> Line:
    """As the paper was asked for when the permit was."""
    asked = Requirement.objects.filter(
        case=permit.application_id, type_code=paper.type_code, instructor=paper.instructor_id
    ).first()
    group, is_for_school, clause = (
        (asked.group, asked.is_for_school, asked.clause) if asked else ("licences", False, "")
    )
    return Line(paper.type_code, paper.instructor, group, True, is_for_school, clause)


def _start(case: Case, permit: Permit, at: datetime) -> Case:
    version = ProcessVersion.objects.filter(process_id=PROCESS).order_by("-number").first()
    if version is None:
        record(chain=case.pk, kind="expiry.not_started", at=at, by=None, payload={"process": PROCESS})
        return case
    return start_process(case=case, version=version, data={"permit": str(permit.pk)}, at=at, by=None)


def renewable_permit(paper: Paper) -> Permit | None:
    """A permit in force, or suspended, that rests on ``paper`` now; None also where the process is not deployed."""
    if not ProcessVersion.objects.filter(process_id=PROCESS).exists():
        return None
    for holding in holdings_of(paper.subject):
        if holding.permit is not None and paper in holding.papers:
            return holding.permit
    return None


def renew_early(*, paper: Paper, at: datetime) -> Case | None:
    """The vendor asks to renew ``paper`` itself; the case, or None where no permit rests on it."""
    with transaction.atomic():
        # Who asks twice, or while the night is at it, finds the one case.
        Organisation.objects.select_for_update(no_key=True).get(pk=paper.subject_id)
        permit = renewable_permit(paper)
        return None if permit is None else ask_for_renewal(paper, permit, at=at)
