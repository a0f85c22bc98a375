"""Changes of instructor: what is proposed, and what the vendor's roster and the district's permits say about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.cases.models import Case
from casework.permits.models import Course, Permit, ScheduledSession, Swap
from casework.vendors.models import Instructor


class NoPermit(LookupError):
    """The vendor has no permit in force at the school of the case."""


class ChooseOne(ValueError):
    """Exactly one person leaves and exactly one enters; the form says so, and a row may have gone meanwhile."""


def permit_of(case: Case, today: date) -> Permit | None:
    """The permit that the case changes: the one in force at its school, the longest lasting first."""
    swap = Swap.objects.filter(case=case).select_related("permit").first()
    if swap is not None:
        return swap.permit
    found = Permit.objects.active_on(today).filter(school=case.school_id, subject=case.respondent_id)
    return found.order_by("valid_to", "number").last()


def people_of(permit: Permit) -> list[Instructor]:
    """Who may teach under it now."""
    return [row.instructor for row in permit.people.filter(ends_on=None).select_related("instructor")]


def candidates(permit: Permit) -> list[Instructor]:
    """Who is on the roster of the vendor and not on the permit."""
    roster = Instructor.objects.filter(organisation=permit.subject_id, is_active=True)
    return list(roster.exclude(pk__in=[p.pk for p in people_of(permit)]).order_by("created_at", "id"))


def is_filed_somewhere(person: Instructor, day: date) -> bool:
    """Whether the person may teach at some school of the district on ``day`` under a permit in force."""
    held = person.permits.filter(starts_on__lte=day, permit__in=Permit.objects.active_on(day))
    return any(row.ends_on is None or row.ends_on >= day for row in held)


def lessons_stood_in(swap: Swap) -> int:
    """How many lessons the person stands in for already under the permit (PRM_SUBST_MAX counts these)."""
    planned = ScheduledSession.objects.filter(
        permit=swap.permit, instructor=swap.entering, is_substitute=True
    )
    return planned.filter(state=ScheduledSession.State.PLANNED).count()


def propose(*, case: Case, values: Mapping[str, Any], today: date) -> Swap:
    """Keep what the vendor proposes: ``leaves`` and ``enters`` name people by their numbers in the form's tables.

    Raises NoPermit, ChooseOne.
    """
    permit = permit_of(case, today)
    if permit is None:
        raise NoPermit(case.number)
    swap, _ = Swap.objects.update_or_create(
        case=case,
        defaults={
            "permit": permit,
            "kind": Swap.Kind.TEMPORARY if values["kind"] == "temporary" else Swap.Kind.PLANNED,
            "leaving": _chosen(people_of(permit), values.get("people"), "leaves"),
            "entering": _chosen(candidates(permit), values.get("candidates"), "enters"),
            "reason": values["reason"][:200],
            "from_day": date.fromisoformat(values["from_day"]),
        },
    )
    return swap


def lessons(permit: Permit, rows: Sequence[Mapping[str, Any]] | None) -> list[tuple[Course, date]]:
    """The lessons named in a table of one row a course, with up to three dates in each."""
    courses = dict(enumerate(permit.application.courses.all(), 1))
    return [
        (courses[int(row["n"])], date.fromisoformat(row[field]))
        for row in rows or []
        for field in ("first", "second", "third")
        if row.get(field)
    ]


def _chosen(people: list[Instructor], rows: Sequence[Mapping[str, Any]] | None, flag: str) -> Instructor:
    numbers = [int(row["n"]) for row in rows or [] if row.get(flag)]
    if len(numbers) != 1 or not 1 <= numbers[0] <= len(people):
        raise ChooseOne(flag)
    return people[numbers[0] - 1]


def entering_of(case: Case) -> list[Instructor]:
    """Whose papers a case of this kind asks for."""
    swap = Swap.objects.filter(case=case).select_related("entering").first()
    return [swap.entering] if swap is not None else []
