"""A district with something on every page: cases in many states, a failed step, a changed calendar."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from casework.calendar.changes import DayChange
from casework.calendar.models import CalendarDay, ServiceTerm
from casework.calendar.services import Calendar, apply_change, seed_official
from casework.cases.models import Case
from casework.cases.services.settlement import record_failure
from casework.demo.loading import PROCESSES, tell
from casework.demo.plots import scenario_of
from casework.demo.register import load_register
from casework.demo.stories import HALF_DONE, STORIES
from casework.demo.terms import term_of
from casework.demo.year import CLOSED, TODAY
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.services import appoint, end_membership
from casework.scenarios.runner import play, up_to
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import TriggerFailed, deploy, record_incident
from tests.languages.walk import Walk

# One case for every stage, one with a stop order, one that was sent round again, one that has ended.
PLOTS = [*(plot for plot in TODAY if plot.school != "松涛中学"), *TODAY[:3], CLOSED[0]]


@pytest.fixture(scope="module")
def district(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Built once for the module, in a transaction that is undone after it."""
    with django_db_blocker.unblock(), _settings(tmp_path_factory.mktemp("store")), transaction.atomic():
        _fill(timezone.now())
        yield
        transaction.set_rollback(True)


def _settings(store: Path) -> override_settings:
    return override_settings(VAR_DIR=store, DEMO=True)


def _fill(now: datetime) -> None:
    with translation.override("zh-hans"):
        load_register(now.date())
        seed_official()
        for folder in PROCESSES:
            deploy(bundle=read_bundle(DEFINITIONS / folder), at=now)
        calendar = Calendar.load()
        for plot in sorted(PLOTS, key=lambda plot: -plot.days_ago):
            up_to(play(scenario_of(plot, now, calendar), world=World()).case, now)
        for story in (STORIES[0], HALF_DONE):
            tell(story, now, term_of(now.date()))
        _fail_a_step(now)
        _change_the_calendar(now.date(), now)
        _change_the_registers(now)


def _fail_a_step(now: datetime) -> None:
    case = Case.objects.filter(closed_at=None, instance__next_timer_at=None).order_by("number").first()
    case = case or Case.objects.filter(closed_at=None).order_by("number").first()
    assert case is not None
    assert case.instance is not None
    failure = TriggerFailed(case.instance.pk, None, "文件库连不上。", {"kind": "advance"})
    record_failure(case=case, incident=record_incident(failure=failure, at=now), by=None, at=now)


def _change_the_calendar(today: date, now: datetime) -> None:
    soon = today + timedelta(days=(7 - today.weekday()) % 7 + 1)
    ServiceTerm.objects.create(
        name=f"{today.year}学年", starts_on=soon, service_from=soon, service_to=soon, ends_on=soon
    )
    manager = Person.objects.get(username="manager")
    apply_change([DayChange(day=soon, working=False, name="台风停工")], by=manager, at=now)
    assert CalendarDay.objects.filter(date=soon).exists()


def _change_the_registers(now: datetime) -> None:
    admin, clerk = Person.objects.get(username="sysadmin"), Person.objects.get(username="jc")
    office = Organisation.objects.get(code="JC")
    begun = Membership.objects.get(person=clerk)
    end_membership(membership=begun, last_day=now.date(), at=now, by=admin)
    role = Role.HEAD_OF_OFFICE
    appoint(person=clerk, organisation=office, role=role, first_day=now.date(), at=now, by=admin)


@pytest.fixture
def walk(district: None) -> Walk:
    return Walk()
