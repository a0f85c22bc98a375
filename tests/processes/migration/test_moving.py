"""A running instance is moved with everything that people have in hand, and put back as it was."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model

from processes.bundle import Bundle
from processes.engine import Run
from processes.migration import CannotMigrate, CannotUndo, Outcome, Renaming, migrate, undo, verdict_on
from processes.models import DefinitionFile, ProcessInstance, ProcessVersion, UserTask
from processes.services import (
    StaleInstance,
    advance,
    check_states,
    complete,
    environment_of,
    lock_instance,
    start,
)
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    flow,
    timer_duration,
    user_task,
)
from tests.processes.diagrams import (
    start as start_event,
)

pytestmark = [pytest.mark.django_db, pytest.mark.persistence]
NOW = datetime(2026, 4, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

PLAIN = start_event() + user_task("ask") + user_task("check") + end() + chain("start", "ask", "check", "end")
LATER = (
    start_event() + user_task("ask") + user_task("review") + user_task("check") + end()
    + chain("start", "ask", "review", "check", "end")
)  # fmt: skip


def stored(number: int, made: Bundle) -> ProcessVersion:
    version = ProcessVersion.objects.create(
        process_id="main", name="试", folder="trial", number=number, digest=made.digest, deployed_at=NOW
    )
    DefinitionFile.objects.bulk_create(
        DefinitionFile(version=version, path=path, content=content.decode())
        for path, content in made.files.items()
    )
    return version


@pytest.fixture
def person() -> Any:
    return get_user_model().objects.create(username="officer")


def began(body: str) -> ProcessInstance:
    version = stored(1, bundle(diagram(body)))
    return start(version=version, key=uuid4(), data={}, at=NOW, by=None).instance


def finish(instance: ProcessInstance, person: Any, at: datetime = NOW) -> list[str]:
    """Complete whatever is open until the end; the steps in order."""
    done = []
    while (
        task := UserTask.objects.open().filter(instance=instance).order_by("opened_at", "pk").first()
    ) is not None:
        locked = lock_instance(instance.pk)
        run = Run.load(locked.state, environment_of(locked, at=at, by=person))
        complete(instance=locked, task=task, run=run, values={}, variables={}, by=person, at=at)
        done.append(task.element_id)
    return done


def test_a_case_keeps_its_task_its_holder_and_its_draft(person: Any) -> None:
    instance = began(PLAIN)
    target = stored(2, bundle(diagram(LATER.replace("任务ask", "申请"))))
    task = UserTask.objects.get(instance=instance)
    due = NOW + timedelta(days=5)
    UserTask.objects.filter(pk=task.pk).update(
        assignee=person, claimed_at=NOW, draft={"note": "写了一半"}, due_at=due
    )
    assert verdict_on(instance=instance, target=target, at=NOW).outcome == Outcome.MOVES
    migrate(instance=lock_instance(instance.pk), target=target, at=NOW, by=person)
    moved = UserTask.objects.get(instance=instance)
    assert (moved.pk, moved.name, moved.assignee, moved.draft, moved.due_at) == (
        task.pk, "申请", person, {"note": "写了一半"}, due
    )  # fmt: skip
    assert [one.problem for one in check_states(at=NOW)] == [""]
    assert finish(instance, person) == ["ask", "review", "check"]


def test_a_case_stays_where_its_step_is_gone(person: Any) -> None:
    instance = began(PLAIN)
    target = stored(
        2, bundle(diagram(start_event() + user_task("check") + end() + chain("start", "check", "end")))
    )
    verdict = verdict_on(instance=instance, target=target, at=NOW)
    assert (verdict.outcome, verdict.reasons) == (Outcome.STAYS, ["案件停在“任务ask”，新版里没有这一步。"])
    with pytest.raises(CannotMigrate):
        migrate(instance=lock_instance(instance.pk), target=target, at=NOW, by=person)
    instance.refresh_from_db()
    assert (instance.version.number, instance.revision) == (1, 2)


def test_what_is_undone_is_exactly_what_it_was(person: Any) -> None:
    instance = began(PLAIN)
    target = stored(2, bundle(diagram(LATER.replace('"ask"', '"apply"').replace("ask_", "apply_"))))
    before = ProcessInstance.objects.filter(pk=instance.pk).values("state", "trail", "version", "open_tasks")[
        0
    ]
    row = UserTask.objects.values().get(instance=instance)
    renaming = Renaming({"main": {"ask": "apply"}})
    made = migrate(instance=lock_instance(instance.pk), target=target, renaming=renaming, at=NOW, by=person)
    assert UserTask.objects.get(instance=instance).element_id == "apply"
    undo(migration=made, instance=lock_instance(instance.pk), at=NOW, by=person)
    assert ProcessInstance.objects.filter(pk=instance.pk).values(*before)[0] == before
    assert UserTask.objects.values().get(instance=instance) == row
    with pytest.raises(CannotUndo):
        undo(migration=made, instance=lock_instance(instance.pk), at=NOW, by=person)


def test_nothing_is_undone_after_a_step(person: Any) -> None:
    instance = began(PLAIN)
    target = stored(2, bundle(diagram(LATER)))
    made = migrate(instance=lock_instance(instance.pk), target=target, at=NOW, by=person)
    finish(instance, person)
    with pytest.raises(CannotUndo):
        undo(migration=made, instance=lock_instance(instance.pk), at=NOW, by=person)


def test_a_step_that_came_between_is_not_overwritten(person: Any) -> None:
    instance = began(PLAIN)
    target = stored(2, bundle(diagram(LATER)))
    stale = lock_instance(instance.pk)
    ProcessInstance.objects.filter(pk=instance.pk).update(revision=stale.revision + 1)
    with pytest.raises(StaleInstance):
        migrate(instance=stale, target=target, at=NOW, by=person)


def test_a_new_reminder_is_due_after_the_move(person: Any) -> None:
    instance = began(PLAIN)
    body = PLAIN + boundary("remind", "ask", timer_duration("P1D"), interrupting=False)
    body += user_task("call") + end("called") + chain("remind", "call", "called")
    target = stored(2, bundle(diagram(body)))
    migrate(instance=lock_instance(instance.pk), target=target, at=NOW, by=person)
    instance.refresh_from_db()
    assert instance.next_timer_at == NOW + timedelta(days=1)
    later = NOW + timedelta(days=1, hours=1)
    advance(instance=lock_instance(instance.pk), at=later)
    assert sorted(UserTask.objects.open().values_list("element_id", flat=True)) == ["ask", "call"]


def test_an_unresolved_failure_keeps_a_case_where_it_is() -> None:
    instance = began(PLAIN)
    target = stored(2, bundle(diagram(LATER)))
    ProcessInstance.objects.filter(pk=instance.pk).update(blocked=True)
    instance.refresh_from_db()
    verdict = verdict_on(instance=instance, target=target, at=NOW)
    assert verdict.outcome == Outcome.STAYS
    assert "自动步骤" in verdict.reasons[0]


def test_a_renamed_step_keeps_what_was_answered(person: Any) -> None:
    instance = began(PLAIN)
    done = UserTask.objects.get(instance=instance)
    locked = lock_instance(instance.pk)
    run = Run.load(locked.state, environment_of(locked, at=NOW, by=person))
    complete(instance=locked, task=done, run=run, values={}, variables={"ok": True}, by=person, at=NOW)
    body = start_event() + user_task("apply") + user_task("check") + end()
    body += '<bpmn:exclusiveGateway id="x" default="x_end"/>' + user_task("more")
    body += chain("start", "apply", "check", "x", "end") + flow("x", "more", "apply.ok") + flow("more", "end")
    target = stored(2, bundle(diagram(body)))
    renaming = Renaming({"main": {"ask": "apply"}})
    migrate(instance=lock_instance(instance.pk), target=target, renaming=renaming, at=NOW, by=person)
    done.refresh_from_db()
    assert done.element_id == "apply"
    assert finish(instance, person) == ["check", "more"]
