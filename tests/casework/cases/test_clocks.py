"""A calendar change moves deadlines, and with them tasks and timers of the cases that have them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from casework.audit.models import Event
from casework.calendar.services import DayChange, apply_change, preview_change
from casework.cases.models import Case
from config.jobs import run_jobs
from processes.models import ProcessInstance
from tests.casework.cases.conftest import LANE, NOW, Cast, task_of
from tests.processes.diagrams import boundary, chain, end, service, start, timer_date, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db(transaction=True)]


def test_a_day_off_moves_the_task_its_timer_and_says_so_in_the_trail(
    cast: Cast, open_case: Callable[..., Case]
) -> None:
    due = "= at time(deadlines.rectify.due_on, &quot;09:00&quot;)"
    body = (
        start() + service("clock", "cases.start_deadline", name="rectify", length="= 2")
        + user_task("a", LANE).replace('form="note"', 'form="note" due="2 WD"')
        + boundary("t", "a", timer_date(due), interrupting=False) + end("reminded") + end()
        + chain("start", "clock", "a", "end") + chain("t", "reminded")
    )  # fmt: skip
    case = open_case(body)
    before = task_of(case).due_at
    assert before is not None
    # 24 April 2026 is a Friday; the second working day after it is Tuesday the 28th.
    changes = [DayChange(date(2026, 4, 27), working=False, name="校庆")]
    assert {moved.new_due for moved in preview_change(changes)} == {date(2026, 4, 29)}
    with transaction.atomic():
        apply_change(changes, by=cast.first, at=NOW)
    run_jobs(at=timezone.now())
    assert task_of(case).due_at == before + timedelta(days=1)
    timer = ProcessInstance.objects.get().next_timer_at
    assert timer is not None
    assert timer.date() == date(2026, 4, 29)
    assert Event.objects.filter(chain=case.pk, kind="deadline.moved").exists()
