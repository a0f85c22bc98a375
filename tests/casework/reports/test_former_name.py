"""The day for handing in a pay plan was kept under another name: running cases go on, and the figures count them."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from casework.calendar.models import Deadline
from casework.calendar.services import meet, set_deadline
from casework.cases.facts import deadline_facts
from casework.inbox.casefile.terms import FILING
from tests.casework.cases.conftest import NOW
from tests.casework.reports.conftest import Browser, District
from tests.casework.reports.reading import blocks, table

rename = import_module("casework.filings.migrations.0004_one_name_of_the_day").rename


def test_the_figures_count_what_was_opened_before(town: District, browser: Browser) -> None:
    after = table(blocks(browser(town.leader))["filings"])["差异化发放方案备案"]
    plans = Deadline.objects.filter(name=FILING, met_at=None)
    assert plans.update(name="payplan") == 2
    assert table(blocks(browser(town.leader))["filings"])["差异化发放方案备案"] != after
    rename(apps, None)
    assert table(blocks(browser(town.leader))["filings"])["差异化发放方案备案"] == after


def test_a_case_that_has_both_keeps_the_one_that_its_process_reads_now(town: District) -> None:
    case = town.case("FF", town.school, "2026-03-02")
    town.due(case, FILING, "2026-04-20")
    town.due(case, "payplan", "2026-03-20")
    rename(apps, None)
    assert set(Deadline.objects.filter(holder=case.pk).values_list("name", flat=True)) == {FILING, "payplan"}


@pytest.mark.persistence
def test_a_process_that_says_the_former_name_finds_the_day_sets_it_anew_and_meets_it(town: District) -> None:
    case = town.case("FF", town.school, "2026-03-02")
    town.due(case, FILING, "2026-04-20")
    assert deadline_facts(case.pk, NOW)["deadlines"]["payplan"]["due_on"] == date(2026, 4, 20)
    set_deadline(holder=case.pk, name="payplan", length=5, unit="WD", starts_on=date(2026, 4, 20), at=NOW)
    assert meet(holder=case.pk, name="payplan", at=NOW)
    states = Deadline.objects.filter(holder=case.pk).order_by("pk").values_list("name", "state")
    assert list(states) == [(FILING, "CANCELLED"), (FILING, "MET")]
