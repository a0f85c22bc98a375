"""One completion as a browser makes it: the page, and the form that is posted, through every middleware."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from processes.models import UserTask
from tests.benchmarks.clock import spread, timed
from tests.benchmarks.matter import office, open_case, version


def measure_http(cases: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Six tasks a case: median and p95 of showing a task and of completing it, with their statements."""
    tell(f"HTTP 办理：{cases} 件")
    place, process = office(), version()
    client = Client()
    client.force_login(place.officer)
    shown, completed = [], []
    for _ in range(cases):
        case = open_case(place, process)
        while task := UserTask.objects.open().filter(instance__key=case.pk).first():
            address = reverse("inbox:task", args=[task.pk])
            shown.append(timed(lambda: _expect(client.get(address), 200)))  # noqa: B023
            completed.append(timed(lambda: _expect(client.post(address, {"note": "说明"}), 302)))  # noqa: B023
    return {
        "show": spread(shown) | {"statements": _statements(client, place, process, post=False)},
        "complete": spread(completed) | {"statements": _statements(client, place, process, post=True)},
    }


def _statements(client: Client, place: Any, process: Any, *, post: bool) -> int:
    task = UserTask.objects.open().get(instance__key=open_case(place, process).pk)
    address = reverse("inbox:task", args=[task.pk])
    with CaptureQueriesContext(connection) as queries:
        _expect(client.post(address, {"note": "说明"}), 302) if post else _expect(client.get(address), 200)
    return len(queries)


def _expect(answer: Any, status: int) -> None:
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code} instead of {status}")
