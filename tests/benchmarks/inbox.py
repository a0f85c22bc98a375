"""The inbox and the case page with a thousand and with a million open tasks (PostgreSQL)."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.test import Client

from casework.cases.models import Case
from casework.inbox.desk.filters import Filters
from casework.inbox.desk.queries import todo
from casework.inbox.desk.rows import task_rows
from casework.inbox.viewer import Viewer
from casework.organisations.models import Organisation, Person
from processes.models import ProcessInstance, UserTask
from tests.benchmarks.clock import spread, timed
from tests.benchmarks.matter import NOW, Office, office, open_case, version
from tests.benchmarks.multiply import analyze, multiply, uuid_of

OFFICES, SCHOOLS, TASKS_A_CASE = 10, 200, 4
PAGE = 50


def measure_inbox(sizes: tuple[int, ...], rounds: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Every tenth task is one of the officer's own office, every fifth is held by a colleague."""
    place = office()
    pattern = open_case(place, version())
    _neighbours(place)
    found: dict[str, Any] = {}
    seeded = 0
    for size in sizes:
        tell(f"{size:,} 件待办：写入")
        _seed(place, pattern, seeded, size)
        seeded = size
        tell(f"{size:,} 件待办：测量")
        found[str(size)] = _pages(place, pattern, rounds)
    small, large = (found[str(sizes[place])] for place in (0, -1))
    found["ratio_of_p95"] = {
        name: round(large[name]["p95_ms"] / small[name]["p95_ms"], 2) for name in ("query", "inbox", "case")
    }
    return found


def _pages(place: Office, case: Case, rounds: int) -> dict[str, Any]:
    client, viewer = Client(), Viewer(place.standing, NOW, "zh-hans")
    client.force_login(place.officer)
    acts: dict[str, Callable[[], Any]] = {
        "query": lambda: task_rows(todo(viewer, Filters())[:PAGE], viewer),
        "inbox": partial(_get, client, "/inbox/"),
        "case": partial(_get, client, f"/cases/{case.pk}/"),
    }
    for act in acts.values():
        act()
    return {name: spread([timed(act) for _ in range(rounds)]) for name, act in acts.items()}


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _neighbours(place: Office) -> None:
    """Other offices and schools, known by number, and the colleague."""
    kinds = Organisation.Kind
    for kind, count, what in ((kinds.OFFICE, OFFICES, "office"), (kinds.SCHOOL, SCHOOLS, "school")):
        Organisation.objects.bulk_create(
            Organisation(id=_known(what, n), code=f"{what}{n}", name=f"{what}{n}", short_name=f"{what}{n}",
                         kind=kind, parent=place.bureau)
            for n in range(1, count)
        )  # fmt: skip
    Person.objects.get_or_create(username="colleague", defaults={"post": "同事"})


def _known(what: str, number: int) -> UUID:
    from hashlib import md5

    return UUID(md5(f"{what}{number}".encode(), usedforsecurity=False).hexdigest())


def _either(own: UUID, what: str, count: int, number: str) -> str:
    """SQL: the officer's own for every ``count``-th, else a neighbour."""
    return (
        f"CASE WHEN {number} % {count} = 0 THEN '{own}'::uuid ELSE {uuid_of(what, f'{number} % {count}')} END"
    )


def _seed(place: Office, pattern: Case, done: int, size: int) -> None:
    instance = ProcessInstance.objects.get(key=pattern.pk)
    task = UserTask.objects.get(instance=instance)
    first, last = done // TASKS_A_CASE + 1, size // TASKS_A_CASE
    multiply(instance, first=first, last=last, id=uuid_of("instance"), key=uuid_of("case"))
    multiply(
        pattern, first=first, last=last, id=uuid_of("case"), instance_id=uuid_of("instance"),
        number="'QSH-ZG-2025-' || lpad(series.n::text, 6, '0')",
        respondent_id=_either(place.school.pk, "school", SCHOOLS, "series.n"),
        office_id=_either(place.office.pk, "office", OFFICES, "series.n"),
    )  # fmt: skip
    of_case = f"((series.n - 1) / {TASKS_A_CASE} + 1)"
    colleague = Person.objects.get(username="colleague").pk
    multiply(
        task, first=done + 1, last=size, id=uuid_of("task"), instance_id=uuid_of("instance", of_case),
        scope=f"({_either(place.office.pk, 'office', OFFICES, of_case)})::text",
        name="'步骤' || (series.n % 6)", item="NULL",
        assignee_id=f"CASE WHEN series.n % 5 = 0 THEN {colleague} END",
        claimed_at="CASE WHEN series.n % 5 = 0 THEN model.opened_at END",
        opened_at="model.opened_at - (series.n % 977) * interval '1 hour'",
        due_at="CASE WHEN series.n % 17 > 0 THEN model.opened_at + (series.n * 7919 % 1601 - 400) * interval '1 hour' END",
    )  # fmt: skip
    analyze()
