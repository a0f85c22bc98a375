"""Moves an instance to another version of its process, and back. Both run inside the caller's transaction, under its lock."""

from datetime import datetime
from typing import Any

from processes.engine.moving import Renaming
from processes.migration.judging import judge
from processes.migration.rows import put_back, rename_done, renew_open
from processes.migration.trail import trail_on
from processes.migration.verdict import Outcome, Verdict
from processes.models import Migration, ProcessInstance, ProcessVersion, UserTask
from processes.services.deployment import definition_of
from processes.services.failures import StaleInstance
from syncpoints import reach


class CannotMigrate(Exception):
    """The instance stays on its version; ``verdict`` says why, in Chinese and with the element."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("\n".join(verdict.reasons))
        self.verdict = verdict


class CannotUndo(Exception):
    """The instance has moved on since, or was put back already."""


def migrate(
    *,
    instance: ProcessInstance,
    target: ProcessVersion,
    renaming: Renaming | None = None,
    at: datetime,
    by: Any,
    agreed: frozenset[str] | None = None,
) -> Migration:
    """Move the locked ``instance`` to ``target``; nothing is run, nobody loses what he has in hand.

    ``agreed`` are the reasons that a person knew when he chose it: any other that asks for a decision stops it (None: none
    does). The new state was saved, loaded and saved again before it is written. Raises CannotMigrate, StaleInstance.
    """
    wanted = renaming or Renaming()
    tasks = list(UserTask.objects.open().filter(instance=instance))
    judged = judge(instance, target, wanted, tasks, at=at, by=by)
    if judged.moved is None or (agreed is not None and _asks_more(judged.verdict, agreed)):
        raise CannotMigrate(judged.verdict)
    made = _noted(instance, target, wanted, at, by)
    made.tasks = {
        **renew_open(judged.moved, tasks),
        **rename_done(instance, wanted),
    }
    reach("migrate.rows")
    run = judged.moved.run
    before, after = definition_of(instance.version), definition_of(target)
    _save(
        instance,
        version=target,
        state=run.save(),
        trail=trail_on(instance.trail, before, after, wanted),
        next_timer_at=run.next_timer_at(),
    )
    made.save(force_insert=True)
    reach("migrate.saved")
    return made


def _asks_more(verdict: Verdict, agreed: frozenset[str]) -> bool:
    return verdict.outcome == Outcome.DECIDE and not agreed >= set(verdict.reasons)


def _noted(
    instance: ProcessInstance, target: ProcessVersion, renaming: Renaming, at: datetime, by: Any
) -> Migration:
    """As it is before the move."""
    return Migration(
        instance=instance,
        from_version=instance.version,
        to_version=target,
        renaming=renaming.as_json(),
        state=instance.state,
        trail=instance.trail,
        next_timer_at=instance.next_timer_at,
        revision=instance.revision + 1,
        at=at,
        by=by,
    )


def undo(*, migration: Migration, instance: ProcessInstance, at: datetime, by: Any) -> None:
    """Put the locked ``instance`` back exactly as it was, if nothing has happened since. Raises CannotUndo."""
    if migration.undone_at is not None:
        raise CannotUndo("这次迁移已经撤回。")
    if instance.revision != migration.revision or instance.blocked:
        raise CannotUndo("案件在迁移之后又往前办了，不能撤回。")
    marked = Migration.objects.filter(pk=migration.pk, undone_at=None).update(undone_at=at, undone_by=by)
    if not marked:
        raise CannotUndo("这次迁移已经撤回。")
    migration.undone_at, migration.undone_by = at, by
    put_back(migration.tasks)
    _save(
        instance,
        version=migration.from_version,
        state=migration.state,
        trail=migration.trail,
        next_timer_at=migration.next_timer_at,
    )


def _save(instance: ProcessInstance, **changes: Any) -> None:
    """Compare-and-set on the revision, as every step does. Raises StaleInstance."""
    held = ProcessInstance.objects.filter(pk=instance.pk, revision=instance.revision)
    if not held.update(revision=instance.revision + 1, **changes):
        raise StaleInstance(instance.pk)
    instance.revision += 1
    for name, value in changes.items():
        setattr(instance, name, value)
