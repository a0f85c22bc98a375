"""A renewal is a case of its own, with only the papers that are missing; when they stand again, so does the permit."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import announce, create_case, start_process
from casework.cases.services.trail import record
from casework.expiry.holdings import Holding, holdings_of, lapsed, papers_of
from casework.expiry.night import Night
from casework.organisations.models import Organisation, Person
from casework.papers.models import Paper
from casework.papers.services.requirements import Line, ask_more
from casework.permits.models import Permit
from casework.permits.services import permits
from processes.engine import MessageNotExpected
from processes.models import ProcessVersion
from processes.services import InstanceBlocked

PROCESS, ENDED = "expiry", "permit_ended"
_STANDING = (Permit.State.ACTIVE, Permit.State.SUSPENDED)
_RENEWALS = Case.objects.open().filter(kind=Case.Kind.EXPIRY)
# A vendor and a school: at each there is one renewal at a time.
Place = tuple[UUID, UUID | None]


@dataclass(frozen=True)
class Wanted:
    """A paper that is to be renewed, and the permit's holding that rests on it."""

    paper: Paper
    holding: Holding

    @property
    def permit(self) -> Permit:
        if self.holding.permit is None:  # the caller has left these out
            raise TypeError(self.holding)
        return self.holding.permit

    @property
    def place(self) -> Place:
        return self.permit.subject_id, self.permit.school_id

    @property
    def line(self) -> Line:
        """As the paper was asked for when the permit was."""
        key = self.paper.type_code, self.paper.instructor_id
        asked = {(row.type_code, row.instructor_id): row for row in self.holding.asked}.get(key)
        group, is_for_school, clause = (
            (asked.group, asked.is_for_school, asked.clause) if asked else ("licences", False, "")
        )
        return Line(self.paper.type_code, self.paper.instructor, group, True, is_for_school, clause)


def ask_for_renewals(wanted: Sequence[Wanted], night: Night) -> list[Case]:
    """Ask for each paper in the one open renewal of its vendor at that school, opened now if there is none.

    Its process gets the id of the permit. Where the process is not deployed, that is written down; the case is
    there, with its requirements, and nothing fails. In the caller's transaction, which has locked the vendors.
    """
    if not wanted:
        return []
    cases = _open_cases(wanted)
    new = {}
    for one in wanted:
        if one.place not in cases:
            cases[one.place] = _create(one.permit, night.at)
            new[cases[one.place].pk] = one.permit
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for one in wanted:
        lines[cases[one.place].pk].append(one.line)
    ask_more(lines)
    return [_start(case, new[case.pk], night) if case.pk in new else case for case in cases.values()]


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
    renewals = _RENEWALS.filter(respondent=permit.subject_id, school=permit.school_id)
    return renewals.order_by("opened_at").first()


def _open_cases(wanted: Sequence[Wanted]) -> dict[Place, Case]:
    """The renewals that run at the places of ``wanted``, the oldest of each."""
    places = {one.place for one in wanted}
    found = _RENEWALS.filter(respondent__in={vendor for vendor, _school in places})
    running = {(case.respondent_id, case.school_id): case for case in found.order_by("-opened_at")}
    return {place: running[place] for place in places if place in running}


def _create(permit: Permit, at: datetime) -> Case:
    return create_case(
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


def _start(case: Case, permit: Permit, night: Night) -> Case:
    version = night.newest(PROCESS)
    if version is None:
        record(chain=case.pk, kind="expiry.not_started", at=night.at, by=None, payload={"process": PROCESS})
        return case
    return start_process(case=case, version=version, data={"permit": str(permit.pk)}, at=night.at, by=None)


def renewable(paper: Paper) -> Holding | None:
    """A permit in force, or suspended, that rests on ``paper`` now; None also where the process is not deployed."""
    if not ProcessVersion.objects.filter(process_id=PROCESS).exists():
        return None
    for holding in holdings_of(paper.subject):
        if holding.permit is not None and paper in holding.papers:
            return holding
    return None


def renew_early(*, paper: Paper, at: datetime) -> Case | None:
    """The vendor asks to renew ``paper`` itself; the case, or None where no permit rests on it."""
    with transaction.atomic():
        # Who asks twice, or while the night is at it, finds the one case.
        Organisation.objects.select_for_update(no_key=True).get(pk=paper.subject_id)
        holding = renewable(paper)
        if holding is None:
            return None
        return ask_for_renewals([Wanted(paper, holding)], Night(local_date(at), at))[0]
