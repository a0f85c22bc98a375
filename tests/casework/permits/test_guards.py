"""The database itself refuses whatever would leave a planned lesson without what it rests on."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from casework.library.models import LibraryEntry
from casework.permits.guards import GUARDS
from casework.permits.models import Application, Course, Permit, PermitInstructor, ScheduledSession
from tests.casework.papers.world import NOW, TODAY, World
from tests.casework.permits.granted import Granted, grant

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
LATER = TODAY + timedelta(2)
# Written past the services while a lesson is planned for LATER.
FORGETFUL: dict[str, Callable[[Granted], object]] = {
    "suspended": lambda g: Permit.objects.update(state="SUSPENDED", reason="x", changed_on=LATER),
    "shortened": lambda g: Permit.objects.update(valid_to=TODAY + timedelta(1)),
    "begun later": lambda g: Permit.objects.update(valid_from=LATER + timedelta(1)),
    "taken off": lambda g: PermitInstructor.objects.update(ends_on=TODAY),
    "joined later": lambda g: PermitInstructor.objects.update(starts_on=LATER + timedelta(1)),
    "deleted": lambda g: PermitInstructor.objects.all().delete(),
    "entry suspended": lambda g: LibraryEntry.objects.update(state="SUSPENDED", reason="x", changed_on=TODAY),
    "entry shortened": lambda g: LibraryEntry.objects.update(valid_to=TODAY),
    "entry deleted": lambda g: LibraryEntry.objects.all().delete(),
    "not interviewed": lambda g: Application.objects.update(interviewed_at=None),
    "verified too late": lambda g: Application.objects.update(verified_at=NOW + timedelta(2)),
    "moved": lambda g: ScheduledSession.objects.update(held_on=date(2027, 1, 1)),
    "number": lambda g: Permit.objects.update(number="QSH-XK-2026-000099"),
}


@pytest.mark.parametrize("act", FORGETFUL)
def test_a_change_that_forgets_the_lesson_is_refused(granted: Granted, act: str) -> None:
    session = granted.plan(LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        FORGETFUL[act](granted)
    ScheduledSession.objects.filter(pk=session.pk).update(state="CANCELLED", reason="停课")
    if act != "number":
        FORGETFUL[act](granted)


def test_a_course_of_another_application_and_another_filing_are_refused(
    world: World, granted: Granted
) -> None:
    granted.plan(LATER)
    other = grant(world, granted.people, world.other_school)
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.filter(pk=granted.course.pk).update(application=other.application)
    with pytest.raises(IntegrityError), transaction.atomic():
        Permit.objects.filter(pk=granted.permit.pk).update(filing=other.permit.filing)
    with pytest.raises(IntegrityError), transaction.atomic():
        Permit.objects.filter(pk=granted.permit.pk).update(school=other.permit.school)


def test_the_days_of_a_permit_do_not_run_back(granted: Granted) -> None:
    Permit.objects.update(state="SUSPENDED", reason="x", changed_on=LATER)
    for day in (None, TODAY):
        with pytest.raises(IntegrityError), transaction.atomic():
            Permit.objects.update(changed_on=day)


def test_a_lesson_stays_where_it_was_when_the_permit_ends_after_it(granted: Granted) -> None:
    granted.plan(TODAY)
    Permit.objects.update(state="REVOKED", reason="x", changed_on=LATER)
    LibraryEntry.objects.update(state="REMOVED", reason="x", changed_on=LATER)
    assert ScheduledSession.objects.get().state == "PLANNED"


def test_every_guard_is_in_force() -> None:
    assert GUARDS.installed(connection) == GUARDS.expected(connection)
