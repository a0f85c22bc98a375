"""Cases that open others, and processes that begin by themselves, as hands deal with them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from casework.audit.models import Event
from casework.cases.jobs import ask_calendars
from casework.cases.models import Batch, Case, Dispatch
from casework.cases.services import create_case, deliver_due, start_process
from casework.jobs.services import enqueue_once, run_jobs
from casework.organisations.models import Organisation, Person
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.cases.handover import items, receiving, sending
from tests.casework.cases.monthly import monthly

MORNING = NOW.replace(month=4, day=1, hour=1, minute=5)


def found_schools(count: int) -> None:
    bureau = Organisation.objects.get(code="QSH")
    Organisation.objects.bulk_create(
        Organisation(code=f"N{n:02d}", name=f"N{n:02d}", short_name=f"N{n:02d}", kind="SCHOOL", parent=bureau)
        for n in range(count)
    )


def begin_sender(count: int) -> UUID:
    """A case that waits at task a, before it opens ``count`` others."""
    schools = Organisation.objects.filter(kind="SCHOOL").order_by("code")[:count]
    office = Organisation.objects.get(code="JJK")
    with transaction.atomic():
        deploy(bundle=receiving(), at=NOW)
        version = deploy(bundle=sending(items(schools)), at=NOW)
        case = create_case(
            kind="JC", title="月度检查", source="patrol", respondent=office, office=office, district=office.parent or office,
            at=NOW, by=Person.objects.get(username="乙"),
        )  # fmt: skip
        return start_process(case=case, version=version, data={}, at=NOW, by=None).pk


def opened_by(case: UUID) -> list[UUID]:
    return list(Case.objects.filter(sender=case).order_by("number").values_list("pk", flat=True))


def answers_of(case: UUID) -> list[str]:
    """Where the answers to the case stand, and how often its trail tells of one."""
    told = Event.objects.filter(chain=case, kind="answers.received").count()
    return [*Dispatch.objects.filter(sender=case).values_list("state", flat=True), str(told)]


def deliver_left() -> int:
    return deliver_due(at=NOW)


def plan_month() -> None:
    with transaction.atomic():
        deploy(bundle=monthly(), at=NOW)


def ask_and_open(after: timedelta = timedelta(0), key: str = "x") -> int:
    """As a worker does: the duty is enqueued, and everything that follows from it is done until nothing waits."""
    at: datetime = MORNING + after
    with transaction.atomic():
        enqueue_once(ask_calendars, key=key, at=at.isoformat())
    done = 0
    while begun := run_jobs(at=at):
        done += begun
    return done


def month() -> dict[str, int]:
    return {
        "batches": Batch.objects.count(),
        "cases": Case.objects.filter(source="calendar").count(),
        "respondents": Case.objects.filter(source="calendar").values("respondent").distinct().count(),
    }
