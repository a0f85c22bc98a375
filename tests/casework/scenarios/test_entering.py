"""What library entry, change of instructor and renewal leave behind: alerts, permits, filings, entries."""

from dataclasses import replace
from datetime import date

import pytest

from casework.cases.clock import local_date
from casework.filings.models import Filing
from casework.library.models import LibraryEntry
from casework.papers.models import ExpiryAlert
from casework.permits.models import Permit, Swap
from casework.scenarios.runner import play
from tests.casework.scenarios.plays import plays_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployed")]
SCENARIOS = list(plays_of("lib_entry", "staff_swap", "expiry").values())


@pytest.mark.persistence
def test_insurance_is_spoken_of_on_its_days_and_the_permit_rests_after_the_holiday() -> None:
    (story,) = (scenario for scenario in SCENARIOS if scenario.story == "ST-07")
    lapsed = play(replace(story, steps=(), expect={})).case
    permit = Permit.objects.get(school=lapsed.school, subject=lapsed.respondent)
    assert (permit.state, permit.changed_on) == (Permit.State.SUSPENDED, date(2026, 5, 6))
    warned = ExpiryAlert.objects.exclude(days=0).order_by("sent_at").values_list("sent_at", flat=True)
    assert [f"{local_date(at):%m-%d}" for at in warned] == ["03-01", "03-31", "04-15", "04-23", "04-29"]


def test_a_renewed_permit_is_in_force_from_the_day_of_the_check() -> None:
    (story,) = (scenario for scenario in SCENARIOS if scenario.story == "ST-07")
    case = play(story).case
    permit = Permit.objects.get(school=case.school, subject=case.respondent)
    assert (permit.state, permit.changed_on) == (Permit.State.ACTIVE, date(2026, 5, 8))


def test_a_change_of_instructor_is_filed_beside_the_first_filing_and_moves_the_permit() -> None:
    (changed,) = (scenario for scenario in SCENARIOS if scenario.name.startswith("机构申请更换"))
    swap = Swap.objects.get(case=play(changed).case)
    assert swap.filing is not None
    assert (swap.filing.kind, swap.filing.changes) == (Filing.Kind.CHANGE, swap.permit.filing)
    assert swap.filing.deposit is not None
    assert "swap_by_vendor" in [form["form"] for form in swap.filing.content["forms"]]
    on = [row.instructor.name for row in swap.permit.people.on(swap.from_day)]
    assert on == [swap.entering.name]


def test_substitutes_are_planned_as_such_on_the_days_that_were_registered() -> None:
    (standing_in,) = (s for s in SCENARIOS if s.expect.get("end") == "临时代课")
    swap = Swap.objects.get(case=play(standing_in).case)
    days = swap.permit.sessions.filter(is_substitute=True, instructor=swap.entering)
    assert [f"{day:%m-%d}" for day in days.values_list("held_on", flat=True)] == ["04-08", "04-15", "04-22"]


def test_an_entry_into_the_library_lasts_until_the_school_year_ends() -> None:
    (entered,) = (s for s in SCENARIOS if s.name.startswith("个人：只办准入查询"))
    entry = LibraryEntry.objects.get(case=play(entered).case)
    assert (entry.level, entry.valid_to) == (LibraryEntry.Level.DISTRICT, date(2026, 8, 31))
    assert entry.organisation.instructors.get().query_result == "CLEAR"
