"""Whether an instance can go on with another version of its process, found by carrying its state over in memory."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from processes.engine import Environment, Run, UnreadableState
from processes.engine.moving import (
    CannotCarry,
    Carried,
    Finding,
    Place,
    Renaming,
    Weight,
    arrive,
    called,
    carry,
)
from processes.engine.state import authentic
from processes.migration.comparison import changes_for_people
from processes.migration.prospects import Side, ahead
from processes.migration.repeated import done_again
from processes.migration.stale import stale_answers
from processes.migration.verdict import Verdict, stays
from processes.models import ProcessInstance, ProcessVersion, UserTask


@dataclass(frozen=True)
class Resting:
    """A case as it stands: its saved state, the open rows of the inbox, and ``process/element`` keys of its way so far."""

    instance: UUID
    key: UUID
    state: str
    tasks: Sequence[UserTask] = ()
    passed: Collection[str] = ()


@dataclass(frozen=True)
class Moved:
    """The case on the new version, in memory only, and where its tokens rest."""

    run: Run
    places: Sequence[Place]


@dataclass(frozen=True)
class Judged:
    """``moved`` is None where the case stays."""

    verdict: Verdict
    moved: Moved | None = None


def verdict_on(
    *, instance: ProcessInstance, target: ProcessVersion, renaming: Renaming | None = None, at: datetime
) -> Verdict:
    """What becomes of ``instance`` under ``target``; changes nothing."""
    tasks = list(UserTask.objects.open().filter(instance=instance))
    return judge(instance, target, renaming or Renaming(), tasks, at=at, by=None).verdict


def judge(
    instance: ProcessInstance,
    target: ProcessVersion,
    renaming: Renaming,
    tasks: list[UserTask],
    *,
    at: datetime,
    by: Any,
) -> Judged:
    """``tasks`` are its open rows in the inbox."""
    if why := _out_of_question(instance, target):
        return Judged(Verdict.of([stays(why)], renaming))
    passed = frozenset(instance.trail.get("elements", {}))
    case = Resting(instance.pk, instance.key, instance.state, tasks, passed)
    judged = consider(case, Side.of(instance.version), Side.of(target), renaming, at=at, by=by)
    if judged.moved is not None and _ids(judged.moved.run) != sorted(instance.open_tasks):
        return Judged(Verdict.of([stays("换到新版后的待办与收件箱里的不一致。")], renaming))
    return judged


def consider(
    case: Resting, before: Side, after: Side, renaming: Renaming, *, at: datetime, by: Any = None
) -> Judged:
    """Carry the state of ``case`` over, in memory, and look at what that would mean."""
    old, new = before.definition, after.definition
    try:
        plain = json.loads(authentic(case.state, old.digest, case.instance))
        carried = carry(plain, old, new, renaming, at=at)
    except (UnreadableState, LookupError, ValueError) as error:
        return Judged(Verdict.of([stays(f"流程状态读不出来：{error}")], renaming))
    findings = list(carried.findings)
    if not carried.stays:
        findings += ahead(carried, before, after, renaming)
        findings += done_again(carried, before, after, renaming, case.passed)
        findings += stale_answers(carried, old, new, after.levels, renaming)
    if any(finding.weight == Weight.STAYS for finding in findings):
        return Judged(Verdict.of(findings, renaming))
    try:
        run = arrive(carried, Environment(new, case.instance, case.key, at, by))
    except CannotCarry as error:
        return Judged(Verdict.of([error.finding], renaming))
    rows = {task.pk: task for task in case.tasks}
    for place in carried.places:
        findings += changes_for_people(place, rows, old, new)
    findings += _fires_at_once(run, carried, at)
    return Judged(Verdict.of(findings, renaming), Moved(run, carried.places))


def _ids(run: Run) -> list[str]:
    return sorted(str(task.id) for task in run.ready())


def _out_of_question(instance: ProcessInstance, target: ProcessVersion) -> str:
    if instance.status != ProcessInstance.Status.RUNNING:
        return "案件已经办结。"
    if instance.version.process_id != target.process_id:
        return "案件办的不是这个流程。"
    if instance.version_id == target.pk:
        return "案件已经在这个版本上。"
    if instance.blocked:
        return "案件有自动步骤没有完成，要先处理那个问题。"
    return ""


def _fires_at_once(run: Run, carried: Carried, at: datetime) -> Iterator[Finding]:
    """What would happen by itself the next time anybody looks at the clock, because of the move."""
    new: set[UUID] = {UUID(key) for key in carried.added}
    for waiting in run.waiting():
        if waiting.task in new and waiting.due_at is not None and waiting.due_at <= at:
            name = called(waiting.element, waiting.element.id)
            yield Finding(
                Weight.DECIDE,
                waiting.element.process,
                waiting.element.id,
                f"{name}的时间已经过了，迁移后马上发生。",
            )
