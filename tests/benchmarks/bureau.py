"""The page of figures and the long lists with a district's year of cases (domain.md §6.4)."""

import tempfile
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.demo.district.loading import generate
from casework.organisations.models import Person
from tests.benchmarks.clock import spread, timed

SEED = 20260901
PAGES = {
    "figures, term": "/reports/",
    "figures, last school year": "/reports/?period=year&on={last_year}",
    "inbox": "/inbox/",
    "cases": "/cases/",
    "closed cases": "/cases/?state=closed",
    "papers": "/vendors/paper/",
    "permits": "/vendors/permit/",
}


def measure_bureau(factor: float, rounds: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Seconds of generating, and milliseconds of pages as the deputy director sees them.

    What the other parts have left in the database is taken away first.
    """
    found: dict[str, Any] = {"generated": _generated(factor, tell)}
    client = Client()
    client.force_login(Person.objects.get(username="leader"))
    last_year = timezone.localdate().replace(day=1, month=3)
    tell("统计页与列表")
    for name, pattern in PAGES.items():
        address = pattern.format(last_year=last_year)
        _get(client, address)
        with CaptureQueriesContext(connection) as statements:
            _get(client, address)
        number = len(statements)
        times = spread([timed(lambda: _get(client, address)) for _ in range(rounds)])  # noqa: B023
        found[name] = times | {"statements": number}
    return found


def _generated(factor: float, tell: Callable[[str], None]) -> dict[str, Any]:
    call_command("flush", interactive=False, verbosity=0)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        settings.OBJECT_STORE = {"folder": folder}
        with transaction.atomic():
            made = generate(seed=SEED, factor=factor, at=timezone.now(), progress=tell)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seconds = round(time.perf_counter() - started, 1)
    return {"cases": made.cases, "tasks": made.tasks, "open": made.open_cases, "seconds": seconds}


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
