"""What hands do. Everything goes through the same services as the screens."""

import io
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from casework.audit.services import record
from casework.cases.models import Case, Notice
from casework.cases.services import complete_task, create_case, run_due, send_message, start_process
from casework.jobs.services import run_jobs
from casework.letters.models import Letter
from casework.organisations.models import Organisation, Person
from casework.organisations.standing import standing_of
from config.bootstrap.work import work
from documents.models import DocumentVersion
from documents.services import begin_upload, complete_upload, receive, sweep
from documents.services.leftovers import INCOMING
from processes.models import ProcessInstance, ProcessVersion, Submission, UserTask
from processes.services import deploy, version_in_force
from syncpoints import reach
from tests.casework.cases.conftest import NOW, Cast
from tests.documents.files import photo
from tests.reliability.matters import matter


def settle_town() -> None:
    """The offices and people of every test."""
    Cast()


def deploy_matter(name: str, note: str = "说明") -> int:
    """Deploy a version in a transaction of its own; its number."""
    with transaction.atomic():
        return deploy(bundle=matter(name, note), at=NOW).number


def open_cases(name: str, count: int = 1) -> list[UUID]:
    with transaction.atomic():
        version = deploy(bundle=matter(name), at=NOW)
        return [_open(version) for _ in range(count)]


def start_latest() -> int:
    """Open a case on the version that is the latest now; the number of that version."""
    with transaction.atomic():
        version = version_in_force("main", on=timezone.localdate())
        _open(version)
    return version.number


def _open(version: ProcessVersion) -> UUID:
    place = {org.code: org for org in Organisation.objects.filter(code__in=["QSH", "JJK", "S10"])}
    by = Person.objects.get(username="甲")
    case = create_case(
        kind="ZG", title="测试案件", source="patrol", respondent=place["S10"], office=place["JJK"],
        district=place["QSH"], at=NOW, by=by,
    )  # fmt: skip
    return start_process(case=case, version=version, data={}, at=NOW, by=by).pk


def task_of(case: UUID, element: str = "a") -> UUID:
    return UserTask.objects.open().get(instance__key=case, element_id=element).pk


def tasks_of(element: str = "a") -> list[UUID]:
    return list(UserTask.objects.open().filter(element_id=element).values_list("pk", flat=True))


def complete(task: UUID, by: str = "甲", after: timedelta = timedelta(0)) -> list[str]:
    """The elements of the tasks that the step opened."""
    person, at = Person.objects.get(username=by), NOW + after
    standing = standing_of(person, at.date())
    outcome = complete_task(task_id=task, raw={"note": by}, by=person, standing=standing, at=at)
    assert outcome.incident is None, outcome.incident
    return [opened.element_id for opened in outcome.opened]


def complete_all(tasks: list[UUID], by: str = "甲") -> int:
    """Complete one task after another; how many."""
    for task in tasks:
        complete(task, by)
    return len(tasks)


def withdraw(case: UUID, by: str = "乙") -> None:
    person = Person.objects.get(username=by)
    send_message(
        case=Case.objects.get(pk=case), message="withdrawn", raw={}, by=person,
        standing=standing_of(person, NOW.date()), at=NOW,
    )  # fmt: skip


def fire(after: timedelta, limit: int = 100) -> int:
    return run_due(at=NOW + after, limit=limit)


def fire_impatiently(after: timedelta) -> int:
    """As ``fire``, with a fifth of a second for any lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
    else:
        connection.close()
        connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    return fire(after)


def hold_the_trail(case: UUID) -> None:
    """Write an event of the case and stand at ``test.held`` before it is committed."""
    with transaction.atomic():
        record(chain=case, kind="note", at=NOW, by=None)
        reach("test.held")


def fire_all(after: timedelta) -> int:
    """As a worker does: round after round until nothing is due."""
    fired = 0
    while done := run_due(at=NOW + after):
        fired += done
    return fired


def upload(name: str, incoming: bool = False) -> UUID:
    """Announce, send and complete a picture; ``incoming``: as a browser does that sends past us."""
    content = photo((40, 30))
    version, _ticket = begin_upload(
        holder=uuid4(),
        type_code="DT-463",
        name=name,
        size=len(content),
        by=Person.objects.get(username="丁"),
        at=NOW,
    )
    if incoming:
        DocumentVersion.objects.filter(pk=version.pk).update(key=INCOMING + version.key)
        version.refresh_from_db()
    receive(version=version, stream=io.BytesIO(content))
    return complete_upload(version=version, at=NOW).pk


def sweep_after(after: timedelta) -> list[str]:
    """Sweep as if so much time had passed; the objects that it reports as nobody's."""
    return sweep(at=timezone.now() + after).orphans


def uploads() -> dict[str, str]:
    """The state of each upload by its file's name."""
    return dict(DocumentVersion.objects.filter(document__type_code="DT-463").values_list("name", "state"))


def submitted(case: UUID, element: str) -> int:
    return Submission.objects.filter(instance__key=case, element_id=element).count()


def told(element: str) -> int:
    """How often the office was told that a case had come to an element."""
    return Notice.objects.filter(text=f"到了{element}").count()


def wait_until_told(element: str, count: int) -> None:
    """Look again and again until a worker has told so much."""
    while told(element) < count:
        time.sleep(0.05)


def stay_at_work() -> None:
    """What ``manage.py work`` does, until the process is killed; it does not wait long for SQLite's lock."""
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    work()


def take_over() -> None:
    """What the next worker does two hours after one was killed."""
    run_jobs(at=timezone.now() + timedelta(hours=2))


def letters_of(case: UUID) -> list[str]:
    return list(Letter.objects.filter(case=case).values_list("number", flat=True))


def session() -> int:
    """The server process of this hand's connection, on PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def wait_until_gone(pid: int) -> None:
    """Look again and again until a server process has ended."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.005)


def waits(pid: int) -> bool:
    """Whether the server process waits for a lock that another one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return bool(cursor.fetchone()[0])


def standing_at(case: UUID) -> dict[str, Any]:
    """What the database says of a case: its tasks by element, who submitted, how often the state was saved."""
    instance = ProcessInstance.objects.get(key=case)
    rows = UserTask.objects.filter(instance=instance).order_by("opened_at", "element_id")
    return {
        "tasks": {row.element_id: row.status for row in rows},
        "by": [str(s.by) for s in Submission.objects.filter(instance=instance).order_by("pk")],
        "revision": instance.revision,
        "status": instance.status,
        "outcome": Case.objects.get(pk=case).outcome,
    }


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
