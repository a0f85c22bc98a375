"""The end of a permit, and of a year in the library, is told at 60, 30, 15, 7 and 1 days, once each, and ever wider."""

from datetime import date, datetime, time, timedelta

import pytest

from casework.cases.clock import LOCAL
from casework.cases.models import Notice
from casework.expiry.models import EndAlert
from casework.expiry.services import run
from casework.library.models import LibraryEntry
from casework.permits.models import Permit
from casework.permits.services import permits
from tests.casework.papers.world import NOW, World
from tests.casework.permits.granted import TERM_END, Granted, enter, grant

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
DAYS = (61, 60, 59, 30, 29, 15, 8, 7, 6, 2, 1, 0)


def nights(end: date, *lefts: int) -> int:
    """How many ends were told of in the nights that many days before ``end``, each of which runs twice."""
    told = 0
    for left in lefts:
        day = end - timedelta(days=left)
        for _again in range(2):
            told += run(day=day, at=datetime.combine(day, time(1), LOCAL)).foretold
    return told


def heard(scope: object) -> list[str]:
    return list(Notice.objects.filter(scope=str(scope)).order_by("pk").values_list("text", flat=True))


def test_a_permit_that_ends_is_told_of_at_its_days_once_and_ever_wider(
    world: World, granted: Granted
) -> None:
    assert nights(TERM_END, *DAYS) == 5
    assert sorted(EndAlert.objects.values_list("days", flat=True)) == [1, 7, 15, 30, 60]
    vendor = heard(world.vendor.pk)
    assert [text.split("还剩")[1].split("。")[0] for text in vendor] == ["60天", "30天", "15天", "7天", "1天"]
    assert f"{granted.permit.number}（{world.school.short_name}）将于2026年7月10日（周五）到期" in vendor[0]
    assert len(heard(world.school.pk)) == 4
    assert "发起事项" in heard(world.school.pk)[0]
    assert len(heard(world.cyg.pk)) == len(heard(world.centre.pk)) == 2
    assert heard(world.other_school.pk) == heard(world.other_vendor.pk) == []


def test_a_permit_that_another_one_follows_ends_unsaid(world: World, granted: Granted) -> None:
    grant(world, granted.people, valid_to=TERM_END + timedelta(days=100))
    assert nights(TERM_END, 30, 7) == 0


def test_a_permit_at_another_school_does_not_follow(world: World, granted: Granted) -> None:
    grant(world, granted.people, world.other_school, valid_to=TERM_END + timedelta(days=100))
    assert nights(TERM_END, 30) == 1


def test_a_permit_that_was_revoked_is_not_spoken_of(granted: Granted) -> None:
    permits.revoke(permit=granted.permit, reason="清退", at=NOW, by=None)
    assert nights(TERM_END, 30) == 0


def test_a_prolonged_permit_has_another_end(granted: Granted) -> None:
    assert nights(TERM_END, 30) == 1
    Permit.objects.filter(pk=granted.permit.pk).update(valid_to=TERM_END + timedelta(days=1))
    assert nights(TERM_END, 29) == 1


def test_the_year_in_the_library_is_to_be_renewed_sixty_days_before_its_end(
    world: World, granted: Granted, entry: LibraryEntry
) -> None:
    Permit.objects.update(state=Permit.State.ENDED, changed_on=TERM_END)
    assert nights(entry.valid_to, *DAYS) == 5
    vendor = heard(world.vendor.pk)
    assert len(vendor) == 5
    assert f"区级师资库登记{entry.number}将于2026年12月31日（周四）到期，还剩60天" in vendor[0]
    assert "续期" in vendor[0]
    assert len(heard(world.centre.pk)) == 4
    assert world.vendor.short_name in heard(world.centre.pk)[0]
    assert heard(world.school.pk) == []


def test_who_is_on_the_citys_list_waits_for_the_next_one(world: World) -> None:
    world.case(world.other_vendor, world.school)
    entry = enter(world.other_vendor, "CITY")
    assert nights(entry.valid_to, 60) == 1
    assert "市级师资库的新名单" in heard(world.other_vendor.pk)[0]


def test_an_entry_without_any_case_is_told_of_once_there_is_one(world: World) -> None:
    entry = enter(world.other_vendor)
    assert nights(entry.valid_to, 60) == 0
    world.case(world.other_vendor, world.school)
    assert nights(entry.valid_to, 59) == 1
