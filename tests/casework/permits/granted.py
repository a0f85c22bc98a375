"""Vendors that were let into schools: application, filing, permit, library entry, and days on which they teach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.filings.services.filing import file
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.organisations.models import Organisation
from casework.permits.models import Application, Course, Permit, ScheduledSession
from casework.permits.services import permits, scheduling
from casework.vendors.models import Instructor
from tests.casework.papers.world import NOW, TODAY, World

TERM_END = date(2026, 7, 10)
BEFORE = NOW - timedelta(days=3)


@dataclass
class Granted:
    """A permit with what it rests on."""

    application: Application
    course: Course
    permit: Permit
    people: list[Instructor]

    def plan(self, day: date, who: Instructor | None = None, **values: Any) -> ScheduledSession:
        values = {"is_substitute": False, "by": None, "at": NOW, "course": self.course} | values
        return scheduling.plan(permit=self.permit, instructor=who or self.people[0], held_on=day, **values)


def apply(world: World, vendor: Organisation, school: Organisation, path: str = "B") -> Application:
    return Application.objects.create(
        case=world.case(vendor, school), school=school, subject=vendor, term="2025-2026学年第二学期",
        term_starts_on=date(2026, 3, 2), term_ends_on=TERM_END, first_session_on=date(2026, 3, 9), path=path,
        verified_at=BEFORE, interviewed_at=BEFORE, contract_ends_on=TERM_END,
    )  # fmt: skip


def enter(vendor: Organisation, level: str = "DISTRICT", valid_to: date = date(2026, 12, 31)) -> LibraryEntry:
    return entries.enter(
        organisation=vendor, level=level, categories=["arts"], valid_to=valid_to, case=None, at=NOW, by=None
    )


def grant(
    world: World,
    people: Sequence[Instructor],
    school: Organisation | None = None,
    *,
    path: str = "B",
    valid_to: date = TERM_END,
) -> Granted:
    vendor = people[0].organisation
    application = apply(world, vendor, school or world.school, path)
    course = Course.objects.create(application=application, name="剪纸", category="arts", price=120)
    filing = file(
        case=application.case, kind="ENTRY", filer=application.school, snapshot={"course": course.name}, by=None,
        at=NOW,
    )  # fmt: skip
    permit = permits.issue(
        application=application, filing=filing, instructors=people, valid_to=valid_to, at=NOW, by=None
    )
    return Granted(application, course, permit, list(people))


def planned() -> set[date]:
    return set(ScheduledSession.objects.filter(state="PLANNED").values_list("held_on", flat=True))


def days(*offsets: int) -> list[date]:
    return [TODAY + timedelta(days=offset) for offset in offsets]
