"""One case is moved, or put back: a transaction of its own, with its line in the trail of the case."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.changes.models import MoveItem
from casework.changes.moves.examining import outside_pilot
from casework.changes.moves.rights import MayNotMove, check_may_move
from casework.organisations.models import Person
from processes.causes import explain, is_database_away
from processes.migration import CannotMigrate, CannotUndo, Renaming, migrate, undo
from processes.models import ProcessInstance
from processes.services import lock_instance
from syncpoints import reach

Status = MoveItem.Status


def move_all(*, items: Iterable[int], by: Person, at: datetime) -> list[Exception]:
    """Move those that were chosen, also after one that fails; returns what may succeed later."""
    return _each(_standing(items, Status.CHOSEN), lambda key: move_one(item_id=key, by=by, at=at))


def take_back_all(*, items: Iterable[int], by: Person, at: datetime) -> list[Exception]:
    return _each(_standing(items, Status.LEAVING), lambda key: take_back_one(item_id=key, by=by, at=at))


def _standing(items: Iterable[int], status: str) -> list[int]:
    """Those that stand at ``status`` now, so that no other one is locked for nothing."""
    found = MoveItem.objects.filter(pk__in=list(items), status=status)
    return list(found.order_by("pk").values_list("pk", flat=True))


def move_one(*, item_id: int, by: Person, at: datetime) -> None:
    """Move the case of one item that was chosen; why it was not is kept in the item. Raises what may succeed later."""
    try:
        with transaction.atomic():
            item = _locked(item_id, Status.CHOSEN)
            if item is not None:
                _move(item, by, at)
                reach("move.moved")
    except (CannotMigrate, MayNotMove) as refused:
        _failed(item_id, Status.CHOSEN, Status.FAILED, str(refused))
    except Exception as error:
        if is_database_away(error):
            raise
        why = explain(error)
        if why.transient:
            raise
        _failed(item_id, Status.CHOSEN, Status.FAILED, why.sentence)


def take_back_one(*, item_id: int, by: Person, at: datetime) -> None:
    """Put the case of one item back; a case that has gone on stays where it is, and the item says so."""
    try:
        with transaction.atomic():
            item = _locked(item_id, Status.LEAVING)
            if item is not None:
                _take_back(item, by, at)
    except CannotUndo as refused:
        _failed(item_id, Status.LEAVING, Status.MOVED, str(refused))


def _move(item: MoveItem, by: Person, at: datetime) -> None:
    batch = item.batch
    check_may_move(batch, local_date(at))
    if why := outside_pilot(item, at):
        raise MayNotMove(why)
    item.migration = migrate(
        instance=_instance(item),
        target=batch.target,
        renaming=Renaming.from_json(batch.renaming),
        at=at,
        by=by,
        agreed=frozenset(item.reasons),
    )
    item.status, item.cause = Status.MOVED, ""
    item.save(update_fields=["migration", "status", "cause"])
    record(chain=item.case_id, kind="case.moved", at=at, by=by, payload=_told(item))


def _take_back(item: MoveItem, by: Person, at: datetime) -> None:
    if item.migration is None:
        return
    undo(migration=item.migration, instance=_instance(item), at=at, by=by)
    item.status, item.cause = Status.RETURNED, ""
    item.save(update_fields=["status", "cause"])
    record(chain=item.case_id, kind="case.moved_back", at=at, by=by, payload=_told(item))


def _told(item: MoveItem) -> dict[str, object]:
    batch = item.batch
    return {
        "process": batch.target.name,
        "before": batch.base.number,
        "after": batch.target.number,
        "change": batch.change.title,
        "reasons": item.reasons,
        "renaming": batch.renaming,
    }


def _instance(item: MoveItem) -> ProcessInstance:
    if item.case.instance_id is None:
        raise LookupError("a case without a process")
    return lock_instance(item.case.instance_id)


def _locked(item_id: int, status: str) -> MoveItem | None:
    """The item under its lock; None where it has been dealt with already."""
    rows = MoveItem.objects.select_for_update(of=("self",), no_key=True).select_related(
        "batch__change", "batch__base", "batch__target", "case",
        "migration__from_version", "migration__to_version",
    )  # fmt: skip
    return rows.filter(pk=item_id, status=status).first()


def _failed(item_id: int, status: str, then: str, cause: str) -> None:
    MoveItem.objects.filter(pk=item_id, status=status).update(status=then, cause=cause)


def _each(items: Iterable[int], act: Callable[[int], None]) -> list[Exception]:
    later: list[Exception] = []
    for key in items:
        try:
            act(key)
        except Exception as error:  # noqa: BLE001  whatever it is, the other cases must not wait for it
            later.append(error)
    return later
