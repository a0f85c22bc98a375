"""Lessons that took place although a critical paper had run out (VF-5)."""

from datetime import date, datetime

from casework.calendar.wording.dates import full_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.expiry.services.telling import named
from casework.findings.services.opening import PROCESS, open_rectification
from casework.papers.models import Paper
from casework.permits.models import Permit, ScheduledSession
from processes.models import ProcessVersion

CODE, SEVERITY = "VF-5", 3
CLAUSE = "湖教体政字〔2024〕13号第三条：核实资格证明材料"


def find_lessons_without(paper: Paper, permit: Permit, *, day: date, at: datetime) -> Case | None:
    """Open a rectification against the vendor where lessons were held between the end of ``paper`` and ``day``.

    Where its process is not deployed, that is written down and nothing fails.
    """
    if paper.ends_on is None:
        return None
    held = permit.sessions.filter(
        state=ScheduledSession.State.PLANNED, held_on__gt=paper.ends_on, held_on__lt=day
    )
    if paper.instructor_id is not None:
        held = held.filter(instructor=paper.instructor_id)
    days = list(held.order_by("held_on").values_list("held_on", flat=True))
    if not days:
        return None
    if not ProcessVersion.objects.filter(process_id=PROCESS).exists():
        payload = {"process": PROCESS}
        record(chain=permit.application_id, kind="expiry.not_started", at=at, by=None, payload=payload)
        return None
    ends, first = full_date(paper.ends_on, "zh-hans"), full_date(days[0], "zh-hans")
    fact = f"{named(paper)}于{ends}到期，{first}起仍在{permit.school.short_name}上课{len(days)}次。"
    return open_rectification(
        respondent=permit.subject,
        office=permit.application.case.office,
        source=Case.Source.EXPIRY,
        found_on=day,
        findings=[{"code": CODE, "severity": SEVERITY, "fact": fact, "clause": CLAUSE}],
        agreed=False,
        by=None,
        at=at,
    )
