"""Running rectification cases examined, moved to a changed version and put back, by one worker."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.changes.models import ChangeSet, MoveBatch, MoveItem, PublishedVersion
from casework.changes.moves.batching import make_move_batch
from casework.changes.moves.starting import start_moves, take_back_moves
from casework.changes.services import open_change_set
from casework.jobs.services import run_jobs
from casework.organisations.models import Person
from casework.scenarios.runner import play
from casework.scenarios.script import read_scenario
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.engine.state import sign
from processes.models import ProcessInstance, ProcessVersion, UserTask
from processes.services import Coming, deploy

PATH = "rectify/handle.bpmn"
RECTIFY = DEFINITIONS / "rectify"
# Until the repairs of both findings wait.
PLANNED = 7
Status = MoveItem.Status


def measure_moves(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Seconds (clock, processor) for all ``count`` cases of each of the three, and how many were moved and put back."""
    tell(f"{count} 件整改案件换版")
    base = deploy(bundle=read_bundle(RECTIFY), at=datetime(2026, 1, 1, tzinfo=UTC))
    story = read_scenario((RECTIFY / "scenarios" / "st16_extension_once.json").read_bytes())
    first = play(replace(story, steps=story.steps[:PLANNED])).case
    for number in range(1, count):
        _like(first, base, number)
    manager = Person.objects.get_or_create(username="bench-manager")[0]
    at = story.steps[PLANNED - 1].at + timedelta(hours=1)
    target = _changed(base, at)
    batch, examining = _timed(lambda: _examined(base, target, manager, at), at)
    _, moving = _timed(lambda: start_moves(batch=batch, chosen=[], everything=True, by=manager, at=at), at)
    moved = batch.items.filter(status=Status.MOVED).count()
    _, returning = _timed(lambda: take_back_moves(batch=batch, chosen=None, by=manager, at=at), at)
    return {
        "cases": count,
        "examining seconds": examining,
        "moving seconds": moving,
        "putting back seconds": returning,
        "moved": moved,
        "put back": batch.items.filter(status=Status.RETURNED).count(),
    }


def _timed(act: Callable[[], Any], at: datetime) -> tuple[Any, list[float]]:
    """What is asked for, and all the jobs of it: seconds on the clock, and of the processor."""
    started, busy = time.perf_counter(), time.process_time()
    result = act()
    while run_jobs(at=at + timedelta(seconds=1)):
        pass
    return result, [round(time.perf_counter() - started, 1), round(time.process_time() - busy, 1)]


def _examined(base: ProcessVersion, target: ProcessVersion, by: Person, at: datetime) -> MoveBatch:
    change = open_change_set(title="换版", reason="测量", by=by, at=at)
    PublishedVersion.objects.create(change=change, version=target, base=base)
    ChangeSet.objects.filter(pk=change.pk).update(
        status="PUBLISHED", running="MOVE", published_at=at, effective_from=local_date(at)
    )
    change.refresh_from_db()
    return make_move_batch(change=change, base=base, target=target, by=by, at=at)


def _changed(base: ProcessVersion, at: datetime) -> ProcessVersion:
    """The same process with one name changed: what is measured is the moving, not the change."""
    bundle = read_bundle(RECTIFY)
    text = bundle.files[PATH].decode()
    files = {
        **bundle.files,
        PATH: text.replace('id="recheck" name="复查"', 'id="recheck" name="现场复查"').encode(),
    }
    return deploy(bundle=Bundle(bundle.main, files), at=at, coming=Coming(effective_from=local_date(at)))


def _like(model: Case, version: ProcessVersion, number: int) -> None:
    """A running case like ``model``: the same state with ids of its own."""
    instance = ProcessInstance.objects.get(case=model)
    tasks = list(UserTask.objects.filter(instance=instance))
    key, body = uuid4(), instance.state.partition("\n")[2]
    renamed = {task.pk: uuid4() for task in tasks}
    for old, new in renamed.items():
        body = body.replace(old.hex, new.hex).replace(str(old), str(new))
    state = sign(body, version.digest, key)
    case_id = uuid4()
    copied = ProcessInstance(
        id=key, version=version, key=case_id, state=state, revision=instance.revision, trail=instance.trail,
        open_tasks=sorted(str(renamed[UUID(old)]) for old in instance.open_tasks), started_at=instance.started_at,
        next_timer_at=instance.next_timer_at,
    )  # fmt: skip
    copied.save(force_insert=True)
    for task in tasks:
        task.pk, task.instance = renamed[task.pk], copied
    UserTask.objects.bulk_create(tasks)
    case = Case.objects.get(pk=model.pk)
    case.pk, case.number, case.instance = case_id, f"BENCH-{number}", copied
    case.save(force_insert=True)
