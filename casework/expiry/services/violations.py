"""Lessons that took place although a critical paper had run out (VF-5)."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from casework.calendar.wording.dates import full_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.expiry.night import Night
from casework.expiry.services.telling import named
from casework.findings.services.opening import PROCESS, open_rectification
from casework.papers.models import Paper
from casework.permits.models import Permit, ScheduledSession

CODE, SEVERITY = "VF-5", 3
CLAUSE = "湖教体政字〔2024〕13号第三条：核实资格证明材料"


def find_lessons_without(critical: Sequence[tuple[Paper, Permit]], night: Night) -> None:
    """Open a rectification against the vendor where lessons were held between the end of a paper and this day.

    Where its process is not deployed, that is written down and nothing fails.
    """
    ended = [(paper, permit, paper.ends_on) for paper, permit in critical if paper.ends_on]
    lessons = _held({permit.pk for _paper, permit, _end in ended}, ended, night)
    for paper, permit, end in ended:
        days = [
            day
            for held_under, instructor, day in lessons
            if held_under == permit.pk and day > end and paper.instructor_id in (None, instructor)
        ]
        if days:
            _open(paper, permit, end, days, night)


def _held(
    permits: Iterable[UUID], ended: Sequence[tuple[Paper, Permit, date]], night: Night
) -> list[tuple[UUID, UUID, date]]:
    """(permit, instructor, day) of the lessons since the first of the ends."""
    if not ended:
        return []
    first = min(end for _paper, _permit, end in ended)
    found = ScheduledSession.objects.filter(
        permit__in=permits, state=ScheduledSession.State.PLANNED, held_on__gt=first, held_on__lt=night.day
    )
    return list(found.order_by("held_on").values_list("permit", "instructor", "held_on"))


def _open(paper: Paper, permit: Permit, end: date, days: Sequence[date], night: Night) -> None:
    if night.newest(PROCESS) is None:
        payload = {"process": PROCESS}
        record(chain=permit.application_id, kind="expiry.not_started", at=night.at, by=None, payload=payload)
        return
    ends, first = full_date(end, "zh-hans"), full_date(days[0], "zh-hans")
    fact = f"{named(paper)}于{ends}到期，{first}起仍在{permit.school.short_name}上课{len(days)}次。"
    open_rectification(
        respondent=permit.subject,
        office=permit.application.case.office,
        source=Case.Source.EXPIRY,
        found_on=night.day,
        findings=[{"code": CODE, "severity": SEVERITY, "fact": fact, "clause": CLAUSE}],
        agreed=False,
        by=None,
        at=night.at,
        version=night.newest(PROCESS),
    )
