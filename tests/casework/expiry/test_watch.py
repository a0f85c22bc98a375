"""Papers that run out: who hears of it and when, what falls, what brings it back (P17)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from casework.audit.models import Event
from casework.cases.clock import LOCAL
from casework.cases.models import Case, Notice
from casework.expiry.services import run
from casework.expiry.services.renewal import resume_if_whole
from casework.expiry.services.running import Report
from casework.expiry.thresholds import threshold
from casework.library.models import LibraryEntry
from casework.papers.models import ExpiryAlert, Paper
from casework.permits.models import ScheduledSession
from casework.permits.services import permits
from tests.casework.expiry.attached import attach, renew, state_of
from tests.casework.papers.world import World
from tests.casework.permits.granted import TERM_END, Granted, grant, planned

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
END = date(2026, 6, 24)  # a Wednesday


def night(day: date) -> Report:
    """What it came to with the papers; that the permit itself ends soon is told in ``test_ends``."""
    return replace(run(day=day, at=datetime.combine(day, time(1), LOCAL)), foretold=0)


def before(days: int) -> date:
    return END - timedelta(days=days)


def heard(scope: object) -> list[str]:
    of_papers = Notice.objects.filter(scope=str(scope)).exclude(text__regex="入校许可QSH-XK-[0-9-]+（")
    return list(of_papers.order_by("pk").values_list("text", flat=True))


@pytest.fixture
def policy(world: World, granted: Granted) -> Paper:
    return attach(world, granted, "DT-231", valid_to=END)


@pytest.mark.parametrize(
    ("left", "due"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 15), (7, 7), (2, 7), (1, 1), (0, 1), (-1, 0)],
)
def test_one_alert_is_due_for_each_number_of_days(left: int, due: int | None) -> None:
    assert threshold(left, (1, 7, 15, 30, 60)) == due


def test_alerts_go_out_at_their_days_once_and_ever_wider(
    world: World, granted: Granted, policy: Paper
) -> None:
    for left in (61, 60, 59, 30, 29, 15, 8, 7, 6, 2, 1, 0):
        night(before(left))
        night(before(left))
    assert sorted(ExpiryAlert.objects.values_list("days", flat=True)) == [1, 7, 15, 30, 60]
    vendor = heard(world.vendor.pk)
    assert [text.split("还剩")[1].split("。")[0] for text in vendor] == ["60天", "30天", "15天", "7天", "1天"]
    assert "2026年6月24日（周三）" in vendor[0]
    assert "意外保险保单" in vendor[0]
    assert len(heard(world.school.pk)) == 4
    assert len(heard(world.cyg.pk)) == len(heard(world.centre.pk)) == 2
    assert heard(world.other_school.pk) == heard(world.other_vendor.pk) == []


def test_after_an_outage_one_alert_stands_for_those_that_were_missed(policy: Paper) -> None:
    assert night(before(5)).warned == 1
    assert list(ExpiryAlert.objects.values_list("days", flat=True)) == [7]


def test_a_corrected_date_is_another_end(policy: Paper) -> None:
    night(before(60))
    Paper.objects.filter(pk=policy.pk).update(valid_to=END + timedelta(1))
    assert night(before(59)).warned == 1


def test_on_its_last_day_a_paper_still_stands(granted: Granted, policy: Paper) -> None:
    night(END)
    assert state_of(granted.permit)[0] == "ACTIVE"


def test_with_a_critical_paper_the_permit_is_suspended_from_the_next_service_day(
    world: World, granted: Granted, policy: Paper
) -> None:
    Paper.objects.filter(pk=policy.pk).update(valid_to=date(2026, 6, 26))  # a Friday
    for day in (date(2026, 6, 26), date(2026, 6, 29)):
        granted.plan(day)
    assert night(date(2026, 6, 27)) == Report(lapsed=1)
    assert state_of(granted.permit) == ("SUSPENDED", date(2026, 6, 29))
    assert planned() == {date(2026, 6, 26)}
    assert Paper.objects.get(pk=policy.pk).state == "EXPIRED"
    for scope in (world.vendor.pk, world.school.pk, world.cyg.pk, world.centre.pk):
        assert granted.permit.number in heard(scope)[-1]
    assert night(date(2026, 6, 27)) == night(date(2026, 6, 28)) == Report()


def test_one_renewal_asks_for_all_that_is_missing_and_no_more(
    world: World, granted: Granted, policy: Paper
) -> None:
    attach(world, granted, "DT-212", valid_to=END)
    attach(world, granted, "DT-216", valid_to=END)
    night(END + timedelta(1))
    renewal = Case.objects.get(kind="DQ")
    assert (renewal.respondent, renewal.school, renewal.office) == (world.vendor, world.school, world.cyg)
    assert {row.type_code for row in renewal.requirements.all()} == {"DT-231", "DT-212"}
    told = Event.objects.get(chain=renewal.pk, kind="expiry.not_started")
    assert told.payload["process"] == "expiry"


def test_another_paper_is_only_told_of(world: World, granted: Granted) -> None:
    attach(world, granted, "DT-216", valid_to=END)
    night(END + timedelta(1))
    assert state_of(granted.permit)[0] == "ACTIVE"
    assert not Case.objects.filter(kind="DQ").exists()
    assert "居民身份证" not in heard(world.vendor.pk)[0]
    assert "张**" in heard(world.vendor.pk)[0]


@pytest.mark.parametrize(("code", "days"), [("DT-218", 183), ("DT-219", 366)])
def test_a_certificate_without_an_end_lapses_by_its_age(
    world: World, granted: Granted, code: str, days: int
) -> None:
    issued = date(2026, 6, 1) - timedelta(days=days)
    certificate = attach(world, granted, code, issued_on=issued)
    night(date(2026, 6, 1))
    assert Paper.objects.get(pk=certificate.pk).state == "VALID"
    night(date(2026, 6, 2))
    assert state_of(granted.permit)[0] == "SUSPENDED"


def test_a_contract_of_the_school_suspends_the_permit_as_well(world: World, granted: Granted) -> None:
    attach(world, granted, "DT-221", valid_to=END)
    night(END + timedelta(1))
    assert state_of(granted.permit)[0] == "SUSPENDED"
    assert Case.objects.get(kind="DQ").requirements.get().is_for_school


def test_verified_papers_bring_the_permit_back_once_all_stand(
    world: World, granted: Granted, policy: Paper
) -> None:
    licence = attach(world, granted, "DT-212", valid_to=END)
    night(END + timedelta(1))
    back = datetime(2026, 6, 26, 9, tzinfo=LOCAL)
    renew(world, policy, valid_from=END, valid_to=date(2027, 6, 24))
    assert not resume_if_whole(permit=granted.permit, reason="已更新", at=back, by=world.lead)
    renew(world, licence, valid_to=date(2028, 6, 24))
    assert resume_if_whole(permit=granted.permit, reason="已更新", at=back, by=world.lead)
    assert state_of(granted.permit) == ("ACTIVE", date(2026, 6, 26))
    assert night(date(2026, 6, 27)) == Report()


def test_a_paper_renewed_in_time_is_not_spoken_of_again(
    world: World, granted: Granted, policy: Paper
) -> None:
    again = grant(world, granted.people, world.other_school)
    new = attach(world, again, "DT-231", valid_from=END, valid_to=date(2027, 6, 24))
    policy.refresh_from_db()
    assert (policy.state, new.replaces_id) == ("REPLACED", policy.pk)
    assert night(END + timedelta(1)) == Report()
    assert state_of(granted.permit)[0] == "ACTIVE"


def test_after_ten_working_days_the_permit_is_revoked(granted: Granted, policy: Paper) -> None:
    night(END + timedelta(1))
    night(date(2026, 7, 8))
    assert state_of(granted.permit)[0] == "SUSPENDED"
    assert night(date(2026, 7, 9)).revoked == 1
    assert state_of(granted.permit)[0] == "REVOKED"
    assert "D17-5" in granted.permit.reason


def test_a_permit_suspended_for_another_reason_is_not_revoked(world: World, granted: Granted) -> None:
    permits.suspend(permit=granted.permit, reason="整改", at=datetime(2026, 6, 1, 9, tzinfo=LOCAL), by=None)
    night(date(2026, 7, 9))
    assert state_of(granted.permit)[0] == "SUSPENDED"


def test_permits_and_entries_end_with_their_last_day(granted: Granted, entry: LibraryEntry) -> None:
    assert night(TERM_END) == Report()
    assert night(TERM_END + timedelta(1)).ended == 1
    assert night(date(2027, 1, 1)).ended == 1
    entry.refresh_from_db()
    assert (state_of(granted.permit)[0], entry.state) == ("ENDED", "ENDED")


def test_lessons_held_without_the_paper_are_found(world: World, granted: Granted, policy: Paper) -> None:
    for day in (END, END + timedelta(1), END + timedelta(2)):
        granted.plan(day)
    night(END + timedelta(2))  # nothing ran the night before
    told = Event.objects.get(chain=granted.application.case_id, kind="expiry.not_started")
    assert told.payload["process"] == "rectify"
    assert ScheduledSession.objects.filter(state="CANCELLED").count() == 1
