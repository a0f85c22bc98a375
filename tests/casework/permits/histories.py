"""What happens in a district at random: services as they are called, and rows written past them."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from casework.filings.models import Filing
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.organisations.models import Organisation
from casework.permits.models import Application, Course, Permit, PermitInstructor, ScheduledSession
from casework.permits.services import people, permits, scheduling
from tests.casework.papers.world import NOW, TODAY, World
from tests.casework.permits.granted import enter, grant

HORIZON = 12
REFUSALS = (
    IntegrityError, scheduling.NotPlannable, scheduling.NotPlanned, permits.WrongState, people.NotOnPermit,
    people.AlreadyOnPermit, people.NotOfThisVendor, people.PermitOver, entries.WrongState, entries.Barred,
    entries.NothingRenewed,
)  # fmt: skip


class History:
    """Three vendors, two schools, five people; ``step`` does one thing at random, a moment later than the last."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  repeatable, not secret
        self.at = NOW
        self.counts: Counter[str] = Counter()
        world = World()
        vendors = [world.vendor, world.other_vendor]
        self.people = [world.instructor(f"师资{n}", vendors[n % 2], serial=20 + n) for n in range(4)]
        self.entries = [enter(vendor, valid_to=TODAY + timedelta(days=9)) for vendor in vendors]
        for vendor, school, path in (
            (vendors[0], world.school, "B"), (vendors[1], world.school, "B"), (vendors[0], world.other_school, "D"),
        ):  # fmt: skip
            staff = [person for person in self.people if person.organisation_id == vendor.pk]
            grant(world, staff[:1], school, path=path, valid_to=TODAY + timedelta(days=8))
        self.vendors: list[Organisation] = vendors

    def step(self) -> None:
        """One act; refused or done, it is counted by its name."""
        if self.random.random() < 0.15:
            self.at += timedelta(days=1)
        # What is planned is what can be broken: more of it than of the rest.
        acts = [*ACTS, *[plan] * 6, *[raw_plan] * 3]
        act = self.random.choice(acts)
        try:
            with transaction.atomic():
                act(self)
        except REFUSALS as refusal:
            self.counts[f"{act.__name__} refused"] += 1
            if isinstance(refusal, IntegrityError):
                self.counts[f"{act.__name__} stopped by the database"] += 1
        else:
            self.counts[act.__name__] += 1

    def day(self) -> date:
        return TODAY + timedelta(days=self.random.randint(-1, HORIZON))

    def moment(self) -> datetime | None:
        return self.random.choice([None, NOW, NOW - timedelta(days=2), NOW + timedelta(days=3)])

    def one(self, model: Any) -> Any:
        return self.random.choice(list(model.objects.order_by("pk")))

    @property
    def said(self) -> dict[str, Any]:
        return {"at": self.at, "by": None}


def plan(history: History) -> None:
    scheduling.plan(**_lesson(history), **history.said)


def raw_plan(history: History) -> None:
    ScheduledSession.objects.create(**_lesson(history), planned_at=history.at)


def _lesson(history: History) -> dict[str, Any]:
    permit = history.one(Permit)
    own = [row.instructor for row in permit.people.all()]
    likely = history.random.random() < 0.7 and own
    return {
        "permit": permit,
        "course": permit.application.courses.get() if history.random.random() < 0.9 else history.one(Course),
        "instructor": history.random.choice(own if likely else history.people),
        "held_on": history.day(),
        "is_substitute": history.random.random() < 0.4,
    }


def cancel(history: History) -> None:
    if ScheduledSession.objects.exists():
        scheduling.cancel(session=history.one(ScheduledSession), reason="停课", **history.said)


def suspend(history: History) -> None:
    permits.suspend(permit=history.one(Permit), reason="过期", from_day=history.day(), **history.said)


def resume(history: History) -> None:
    permits.resume(permit=history.one(Permit), reason="已补", **history.said)


def revoke(history: History) -> None:
    if history.random.random() < 0.2:
        permits.revoke(permit=history.one(Permit), reason="清退", **history.said)


def swap(history: History) -> None:
    out, into = (history.random.choice([None, *history.people]) for _ in "oi")
    permits.swap(permit=history.one(Permit), out=out, into=into, from_day=history.day(), **history.said)


def suspend_entry(history: History) -> None:
    entries.suspend(entry=history.one(LibraryEntry), reason="复核", from_day=history.day(), **history.said)


def resume_entry(history: History) -> None:
    entries.resume(entry=history.one(LibraryEntry), reason="无误", **history.said)


def remove_entry(history: History) -> None:
    if history.random.random() < 0.2:
        entries.remove(entry=history.one(LibraryEntry), reason="清退", **history.said)


def enter_again(history: History) -> None:
    enter(history.random.choice(history.vendors), history.random.choice(["CITY", "DISTRICT"]))


def raw_session(history: History) -> None:
    if ScheduledSession.objects.exists():
        _write(history, ScheduledSession, {
            "state": ["PLANNED", "CANCELLED"], "held_on": [history.day()], "instructor": history.people,
            "permit": list(Permit.objects.all()), "is_substitute": [True, False], "course": list(Course.objects.all()),
        })  # fmt: skip


def raw_permit(history: History) -> None:
    _write(history, Permit, {
        "state": ["ACTIVE", "SUSPENDED", "REVOKED"], "changed_on": [None, history.day()],
        "valid_from": [history.day()], "valid_to": [history.day()], "number": ["QSH-XK-2026-000099"],
        "filing": list(Filing.objects.all()), "reason": ["改"],
    })  # fmt: skip


def raw_people(history: History) -> None:
    row = history.one(PermitInstructor)
    if history.random.random() < 0.3:
        row.delete()
    else:
        _write(history, PermitInstructor, {
            "starts_on": [history.day()], "ends_on": [None, history.day()], "instructor": history.people,
            "permit": list(Permit.objects.all()),
        })  # fmt: skip


def raw_application(history: History) -> None:
    choices: dict[str, list[Any]] = {
        "verified_at": [history.moment()], "interviewed_at": [history.moment()], "path": ["B", "D"],
    }  # fmt: skip
    _write(history, Application, choices)


def raw_entry(history: History) -> None:
    _write(history, LibraryEntry, {
        "state": ["ACTIVE", "SUSPENDED", "REMOVED"], "changed_on": [None, history.day()],
        "valid_to": [history.day()], "organisation": history.vendors, "reason": ["改"],
    })  # fmt: skip


def _write(history: History, model: Any, choices: dict[str, list[Any]]) -> None:
    """One to three columns of one row, as somebody at the database's prompt would write them."""
    columns = history.random.sample(sorted(choices), history.random.randint(1, min(3, len(choices))))
    values = {column: history.random.choice(choices[column]) for column in columns}
    model.objects.filter(pk=history.one(model).pk).update(**values)


ACTS: list[Callable[[History], None]] = [
    cancel, suspend, resume, revoke, swap, suspend_entry, resume_entry, remove_entry, enter_again, raw_session,
    raw_permit, raw_people, raw_application, raw_entry,
]  # fmt: skip
