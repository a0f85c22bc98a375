"""A renewal is a case of its own, with only the papers that are missing; when they stand again, so does the permit."""

from datetime import datetime

from django.db import transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from casework.cases.services.trail import record
from casework.expiry.holdings import lapsed, papers_of
from casework.organisations.models import Person
from casework.papers.models import Paper, Requirement
from casework.papers.services.requirements import Line, build
from casework.permits.models import Permit
from casework.permits.services import permits
from processes.models import ProcessVersion

PROCESS = "expiry"


def ask_for_renewal(paper: Paper, permit: Permit, *, at: datetime) -> Case:
    """Ask for another ``paper`` in the one open renewal of the vendor at that school, opened now if there is none.

    Its process gets the id of the permit. Where the process is not deployed, that is written down; the case is
    there, with its requirements, and nothing fails.
    """
    case = _open_case(permit)
    is_new = case is None
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
    build(case=case, lines=[*_lines(case), _line(paper, permit)], at=at)
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
