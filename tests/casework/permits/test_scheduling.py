"""What must stand on the day of a lesson, and what happens to lessons when it falls (I-1, I-2, P17, P18)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Event
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.permits.models import Application, Permit, ScheduledSession
from casework.permits.services import people as permits_people
from casework.permits.services import permits, scheduling
from casework.policy.services import confirm, propose
from casework.vendors.models import Instructor
from casework.vendors.rules import StillTeaching
from casework.vendors.services import roster
from tests.casework.papers.world import NOW, TODAY, World
from tests.casework.permits.granted import TERM_END, Granted, days, enter, grant, planned

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def refused(granted: Granted, day: date, who: Instructor | None = None, **values: object) -> list[str]:
    with pytest.raises(scheduling.NotPlannable) as error:
        granted.plan(day, who, **values)
    return error.value.reasons


def test_a_lesson_is_planned_where_everything_stands(granted: Granted) -> None:
    session = granted.plan(TODAY)
    assert session.state == "PLANNED"
    event = Event.objects.get(kind="session.planned")
    assert (event.chain, event.payload["instructor"]) == (granted.application.case_id, "张**")


def test_every_hindrance_is_named_at_once(world: World, granted: Granted) -> None:
    stranger = world.instructor("李四", serial=12)
    Application.objects.filter(pk=granted.application.pk).update(interviewed_at=None, verified_at=NOW)
    LibraryEntry.objects.update(valid_to=TODAY)
    reasons = refused(granted, TERM_END + timedelta(1), stranger)
    assert [word in "".join(reasons) for word in ("许可", "名单", "师资库", "面审")] == [True] * 4
    assert len(reasons) == 4
    assert len(refused(granted, TODAY)) == 2


def test_verification_and_interview_come_on_an_earlier_day(granted: Granted) -> None:
    Application.objects.filter(pk=granted.application.pk).update(interviewed_at=NOW)
    assert "面审" in refused(granted, TODAY)[0]
    granted.plan(TODAY + timedelta(1))


def test_a_course_is_taught_once_a_day_and_only_under_its_own_permit(world: World, granted: Granted) -> None:
    other = grant(world, granted.people, world.other_school)
    granted.plan(TODAY)
    assert "已经排了课" in refused(granted, TODAY)[0]
    assert "课程" in refused(granted, days(1)[0], course=other.course)[0]


def test_on_path_d_no_library_is_asked(world: World, person: Instructor) -> None:
    grant(world, [person], path="D").plan(TODAY)
    assert "师资库" in refused(grant(world, [person], world.other_school, path="A"), TODAY)[0]


def test_who_is_filed_at_another_school_stands_in_three_times(world: World, granted: Granted) -> None:
    stranger = world.instructor("李四", serial=12)
    assert "名单" in refused(granted, TODAY, stranger)[0]
    assert "备案" in refused(granted, TODAY, stranger, is_substitute=True)[0]
    grant(world, [stranger], world.other_school)
    for day in days(0, 1, 2):
        granted.plan(day, stranger, is_substitute=True)
    assert "3次" in refused(granted, days(3)[0], stranger, is_substitute=True)[0]
    scheduling.cancel(session=ScheduledSession.objects.order_by("held_on")[0], reason="停电", by=None, at=NOW)
    granted.plan(days(3)[0], stranger, is_substitute=True)


def test_how_often_somebody_stands_in_is_what_policy_says_on_the_day_of_the_lesson(
    world: World, granted: Granted
) -> None:
    stranger = world.instructor("李四", serial=12)
    grant(world, [stranger], world.other_school)
    row = propose(
        code="PRM_SUBST_MAX", value=1, effective_from=days(2)[0], source="区级文件", by=world.officer, at=NOW
    )  # fmt: skip
    granted.plan(days(1)[0], stranger, is_substitute=True)
    confirm(value=row, by=world.keeper, at=NOW)
    assert "1次" in refused(granted, days(2)[0], stranger, is_substitute=True)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduledSession.objects.create(
            permit=granted.permit, course=granted.course, instructor=stranger, held_on=days(2)[0],
            is_substitute=True, planned_at=NOW,
        )  # fmt: skip
    granted.plan(TODAY, stranger, is_substitute=True)
    # What was planned within the number of its day hinders nothing else that is changed.
    Permit.objects.filter(pk=granted.permit.pk).update(valid_to=TERM_END - timedelta(1))


def test_a_suspension_takes_the_lessons_from_its_day_with_its_reason(granted: Granted) -> None:
    for day in days(0, 1, 2):
        granted.plan(day)
    permits.suspend(permit=granted.permit, reason="保险到期", at=NOW, by=None, from_day=days(1)[0])
    assert planned() == set(days(0))
    fallen = ScheduledSession.objects.filter(state="CANCELLED")
    assert {session.reason for session in fallen} == {"保险到期"}
    assert Event.objects.get(kind="permit.suspended").payload["cancelled"] == 2
    assert Permit.objects.active_on(TODAY).exists()
    assert not Permit.objects.active_on(days(1)[0]).exists()


def test_after_a_resumption_nothing_is_planned_into_the_time_before(granted: Granted) -> None:
    permits.suspend(permit=granted.permit, reason="保险到期", at=NOW, by=None)
    assert "暂停" in refused(granted, days(1)[0])[0]
    later = NOW + timedelta(days=5)
    permits.resume(permit=granted.permit, reason="已续保", at=later, by=None)
    assert refused(granted, days(3)[0])
    granted.plan(days(5)[0])


def test_a_revoked_permit_is_not_resumed_and_one_that_is_over_ends(granted: Granted) -> None:
    granted.plan(TODAY)
    with pytest.raises(permits.ReasonMissing):
        permits.revoke(permit=granted.permit, reason=" ", at=NOW, by=None)
    with pytest.raises(permits.WrongState):
        permits.end(permit=granted.permit, at=NOW)
    permits.revoke(permit=granted.permit, reason="D17-5", at=NOW, by=None)
    assert planned() == set()
    with pytest.raises(permits.WrongState):
        permits.resume(permit=granted.permit, reason="好了", at=NOW, by=None)


def test_a_permit_that_is_over_ends_and_its_past_lessons_stay(granted: Granted) -> None:
    granted.plan(TERM_END)
    permits.end(permit=granted.permit, at=NOW + timedelta(days=100))
    granted.permit.refresh_from_db()
    assert (granted.permit.state, granted.permit.changed_on) == ("ENDED", TERM_END + timedelta(1))
    assert planned() == {TERM_END}


def test_lessons_fall_with_the_entry_of_the_library_unless_another_carries_them(
    world: World, granted: Granted, entry: LibraryEntry
) -> None:
    for day in days(0, 30):
        granted.plan(day)
    city = enter(world.vendor, "CITY", valid_to=days(10)[0])
    entries.suspend(entry=entry, reason="材料失实", at=NOW, by=None)
    assert planned() == {TODAY}
    entries.remove(entry=city, reason="材料失实", at=NOW, by=None, barred_until=date(2029, 4, 24))
    assert planned() == set()
    with pytest.raises(entries.Barred):
        enter(world.vendor)


def test_a_substitute_falls_with_the_permit_that_he_is_filed_under(world: World, granted: Granted) -> None:
    stranger = world.instructor("李四", serial=12)
    other = grant(world, [stranger], world.other_school)
    granted.plan(TODAY, stranger, is_substitute=True)
    granted.plan(days(1)[0])
    permits.suspend(permit=other.permit, reason="体检过期", at=NOW, by=None)
    assert planned() == set(days(1))
    told = Event.objects.get(kind="sessions.cancelled")
    assert (told.chain, told.payload["count"]) == (granted.application.case_id, 1)


def test_who_comes_takes_over_the_lessons_of_who_goes(world: World, granted: Granted) -> None:
    for day in days(0, 1):
        granted.plan(day)
    into = world.instructor("李四", serial=12)
    permits.swap(
        permit=granted.permit, out=granted.people[0], into=into, from_day=days(1)[0], at=NOW, by=None
    )
    taught = ScheduledSession.objects.order_by("held_on").values_list("instructor", flat=True)
    assert list(taught) == [granted.people[0].pk, into.pk]
    assert "名单" in refused(granted, days(2)[0], granted.people[0])[0]


def test_lessons_of_who_goes_without_another_are_cancelled(granted: Granted) -> None:
    granted.plan(days(1)[0])
    permits.swap(permit=granted.permit, out=granted.people[0], into=None, from_day=TODAY, at=NOW, by=None)
    assert planned() == set()
    assert "张**" in ScheduledSession.objects.get().reason


def test_nobody_of_another_vendor_joins(world: World, granted: Granted) -> None:
    foreign = world.instructor("李四", world.other_vendor, 12)
    for into in (foreign, granted.people[0]):
        with pytest.raises((permits_people.NotOfThisVendor, permits_people.AlreadyOnPermit)):
            permits.swap(permit=granted.permit, out=None, into=into, from_day=TODAY, at=NOW, by=None)


def test_nobody_leaves_the_roster_while_a_permit_names_him(granted: Granted) -> None:
    with pytest.raises(StillTeaching, match=granted.permit.number):
        roster.remove(instructor=granted.people[0], by=None, at=NOW)
    permits.revoke(permit=granted.permit, reason="退出", at=NOW, by=None)
    roster.remove(instructor=granted.people[0], by=None, at=NOW)


def test_a_renewal_of_an_entry_follows_the_one_before_it(world: World, entry: LibraryEntry) -> None:
    again = enter(world.vendor, valid_to=date(2027, 12, 31))
    entry.refresh_from_db()
    assert (entry.state, again.valid_from) == ("ENDED", date(2027, 1, 1))
    for day in (TODAY, date(2026, 12, 31), date(2027, 1, 1)):
        assert LibraryEntry.objects.active_on(day).count() == 1
