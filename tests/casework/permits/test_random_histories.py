"""Whatever happens, no planned lesson is left without what it rests on (I-1, I-2)."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from casework.cases.clock import local_date
from casework.library.models import LibraryEntry
from casework.permits.models import Permit, PermitInstructor, ScheduledSession
from tests.casework.papers.conftest import objects
from tests.casework.permits.histories import History

__all__ = ["objects"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Span = tuple[date, date]


class Witness:
    """Remembers when each permit and entry was out of force, and judges without a word of SQL."""

    def __init__(self) -> None:
        self.before: dict[object, Permit | LibraryEntry] = {}
        self.gaps: dict[object, list[Span]] = defaultdict(list)

    def look(self) -> None:
        for row in (*Permit.objects.all(), *LibraryEntry.objects.all()):
            old = self.before.get(row.pk)
            if old and old.state != "ACTIVE" and row.state == "ACTIVE" and old.changed_on and row.changed_on:
                self.gaps[row.pk].append((old.changed_on, row.changed_on))
            self.before[row.pk] = row

    def in_force(self, row: Permit | LibraryEntry, day: date) -> bool:
        if not row.valid_from <= day <= row.valid_to:
            return False
        if row.state != "ACTIVE" and (row.changed_on is None or day >= row.changed_on):
            return False
        return not any(first <= day < last for first, last in self.gaps[row.pk])

    def faults(self) -> list[str]:
        planned = ScheduledSession.objects.filter(state="PLANNED").select_related(
            "permit__application", "course"
        )
        return [f"{session.pk}: {fault}" for session in planned for fault in self._faults(session)]

    def _faults(self, session: ScheduledSession) -> list[str]:
        day, permit, application = session.held_on, session.permit, session.permit.application
        found = []
        if not self.in_force(permit, day):
            found.append("permit")
        if session.course.application_id != application.pk:
            found.append("course")
        if any(
            stamp is None or local_date(stamp) >= day
            for stamp in (application.verified_at, application.interviewed_at)
        ):
            found.append("verification or interview")
        entries = LibraryEntry.objects.filter(organisation=permit.subject_id)
        if application.path != "D" and not any(self.in_force(entry, day) for entry in entries):
            found.append("library")
        if not self._teaches(session):
            found.append("person")
        return found

    def _teaches(self, session: ScheduledSession) -> bool:
        day = session.held_on
        rows = PermitInstructor.objects.filter(instructor=session.instructor_id).select_related("permit")
        current = [
            row for row in rows if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
        ]
        if any(row.permit_id == session.permit_id for row in current):
            return True
        others = ScheduledSession.objects.filter(
            permit=session.permit_id, instructor=session.instructor_id, is_substitute=True, state="PLANNED"
        )
        filed = any(self.in_force(row.permit, day) for row in current)
        return session.is_substitute and filed and others.count() <= 3


TAKEN_AWAY = ("suspend", "revoke", "swap", "suspend_entry", "remove_entry")


@pytest.mark.parametrize("part", range(2))
def test_no_history_leaves_a_planned_lesson_out_of_order(part: int, sized: Callable[[int, int], int]) -> None:
    counts: Counter[str] = Counter()
    many = sized(3, 200)
    for seed in range(part * many, (part + 1) * many):
        counts += _walk(seed, steps=40)
    # Histories in which nothing was ever planned, taken away or refused would prove nothing.
    for acts in (("plan", "raw_plan"), ("plan refused", "raw_plan refused"), TAKEN_AWAY):
        assert any(counts[act] for act in acts), (acts, counts)
    stopped = {act: number for act, number in counts.items() if "stopped by the database" in act}
    assert stopped, counts
    # What a service takes away it takes away whole: only what is written past it is stopped.
    assert {act for act in stopped if not act.startswith("raw")} == set(), stopped


def _walk(seed: int, steps: int) -> Counter[str]:
    """One history from its beginning; everything that it wrote is taken back."""
    with transaction.atomic():
        history, witness = History(seed), Witness()
        witness.look()
        for number in range(steps):
            history.step()
            witness.look()
            assert witness.faults() == [], f"seed {seed}, step {number}: {history.counts}"
        transaction.set_rollback(True)
    return history.counts
