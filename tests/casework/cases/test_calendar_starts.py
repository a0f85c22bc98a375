"""Processes that begin by themselves: each day is asked once, each case opened once, what fails can be tried again."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.calendar.services import seed_official
from casework.cases import outside
from casework.cases.jobs import ask_calendars, deal_out, open_piece
from casework.cases.models import Batch, CalendarWatch, Case, Opening
from casework.cases.services import try_again
from casework.cases.services.batches import open_one
from casework.jobs.services import run_jobs
from casework.organisations.models import Organisation
from casework.scenarios.settings import set_terms
from processes.services import deploy
from tests.casework.cases.conftest import NOW, Cast, broken
from tests.casework.cases.monthly import monthly

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
ZONE = ZoneInfo("Asia/Shanghai")


def at(day: str, hour: int = 1) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE) + timedelta(
        hours=hour, minutes=5
    )


def ask(day: str, hour: int = 1) -> None:
    ask_calendars.call(at(day, hour).isoformat())


@pytest.fixture
def district(cast: Cast) -> Cast:
    """Three schools in use, one of them in a group, and one that is closed."""
    seed_official()
    kinds = Organisation.Kind
    group = cast._organisation("G1", kinds.GROUP, cast.bureau)
    cast._organisation("S11", kinds.SCHOOL, cast.bureau)
    cast._organisation("S12", kinds.SCHOOL, group)
    closed = cast._organisation("S13", kinds.SCHOOL, cast.bureau)
    closed.is_active = False
    closed.save()
    return cast


def test_the_day_opens_one_case_for_every_school_in_use(district: Cast) -> None:
    deploy(bundle=monthly(), at=NOW)
    ask("2026-04-01")
    run_jobs(at=at("2026-04-01"))
    cases = Case.objects.order_by("respondent__code")
    assert [(case.title, case.kind, case.source) for case in cases] == [
        ("4月 S10", "JC", "calendar"), ("4月 S11", "JC", "calendar"), ("4月 S12", "JC", "calendar"),
    ]  # fmt: skip
    assert {case.office for case in cases} == {district.office}
    batch = Batch.objects.get()
    assert (batch.day, batch.by, batch.openings.filter(case=None).count()) == (date(2026, 4, 1), None, 0)


def test_another_day_opens_nothing_and_neither_does_the_hour_before_one(district: Cast) -> None:
    deploy(bundle=monthly(), at=NOW)
    ask("2026-04-01", hour=0)
    assert not CalendarWatch.objects.exists()
    ask("2026-04-02")
    assert (Batch.objects.count(), CalendarWatch.objects.get().asked_until) == (0, date(2026, 4, 2))


def test_a_day_is_asked_once_however_often_the_job_runs(district: Cast) -> None:
    deploy(bundle=monthly(), at=NOW)
    for hour in (1, 2, 3):
        ask("2026-04-01", hour)
        run_jobs(at=at("2026-04-01", hour))
    assert (Batch.objects.count(), Case.objects.count()) == (1, 3)


def test_days_on_which_nobody_was_there_are_made_up_each_once(district: Cast) -> None:
    deploy(bundle=monthly(), at=NOW)
    ask("2026-03-20")
    ask("2026-05-12")
    assert list(Batch.objects.order_by("day").values_list("day", flat=True)) == [
        date(2026, 4, 1), date(2026, 5, 6),
    ]  # fmt: skip


def test_a_process_that_was_without_a_calendar_does_not_make_up_that_time(district: Cast) -> None:
    deploy(bundle=monthly(when="false"), at=NOW)
    ask("2026-03-20")
    deploy(bundle=monthly(name="other"), at=NOW)
    CalendarWatch.objects.create(process_id="gone", asked_until=date(2026, 3, 1))
    ask("2026-03-21")
    assert set(CalendarWatch.objects.values_list("process_id", flat=True)) == {"monthly", "other"}


def test_the_newest_version_is_asked_and_opened(district: Cast) -> None:
    deploy(bundle=monthly(when="false"), at=NOW)
    newest = deploy(bundle=monthly(respondents="[office]"), at=NOW)
    ask("2026-04-01")
    run_jobs(at=at("2026-04-01"))
    case = Case.objects.get()
    assert case.instance is not None
    assert (case.respondent, case.instance.version) == (district.office, newest)


def test_a_case_that_fails_names_its_cause_and_holds_up_no_other(district: Cast) -> None:
    deploy(bundle=monthly(failing=True), at=NOW)
    broken["now"] = True
    ask("2026-04-01")
    run_jobs(at=at("2026-04-01"))
    assert set(Opening.objects.values_list("cause", flat=True)) == {"“系统s”没有完成：存储没有应答"}
    assert not Case.objects.exists()
    broken.clear()
    batch = Batch.objects.get()
    first = Opening.objects.order_by("pk").first()
    assert first is not None
    open_one(opening_id=first.pk, at=NOW)
    assert try_again(batch=batch, at=NOW) == 2
    run_jobs(at=NOW)
    assert (Case.objects.count(), batch.openings.filter(case=None).count()) == (3, 0)
    assert try_again(batch=batch, at=NOW) == 0


def test_a_piece_that_is_done_twice_opens_nothing_twice(district: Cast) -> None:
    deploy(bundle=monthly(), at=NOW)
    ask("2026-04-01")
    rows = list(Opening.objects.values_list("pk", flat=True))
    for _again in range(2):
        open_piece.call(rows, NOW.isoformat())
    deal_out(Batch.objects.get(), at=NOW)
    assert Case.objects.count() == 3


def test_an_office_that_is_gone_stops_that_process_alone(district: Cast) -> None:
    deploy(bundle=monthly(office="CYG"), at=NOW)
    deploy(bundle=monthly(name="other", respondents="[office]"), at=NOW)
    district.other.is_active = False
    district.other.save()
    with pytest.raises(ExceptionGroup):
        ask("2026-04-01")
    assert Batch.objects.get().version.process_id == "other"


def test_a_term_begins_on_its_first_day_and_is_offered_until_its_last(db: None) -> None:
    set_terms([{"name": "2026春", "from": "2026-03-02", "to": "2026-06-30"}])
    asked = {
        day: outside.evaluate(f'term starting(date("{day}"))', {}, at=NOW)
        for day in ("2026-03-02", "2026-03-03")
    }
    assert asked == {"2026-03-02": "spring", "2026-03-03": None}
    offered = 'terms from(null, date("2026-06-30"))', 'terms from("x", date("2026-07-01"))'
    assert [outside.evaluate(text, {}, at=NOW) for text in offered] == [["2026春"], []]
    last = 'term dates(null, "2026春").ends_on', 'term dates(null, "2026秋").ends_on'
    assert [outside.evaluate(text, {}, at=NOW) for text in last] == [date(2026, 6, 30), None]
