"""Brings the case of a change that was handed in on an older diagram to the one in force, where the old one knows no way on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.changes.models import ChangeSet
from casework.changes.services.handing_in import PROCESS
from processes.engine import Definition
from processes.migration import CannotMigrate, migrate
from processes.models import ProcessInstance
from processes.services import definition_of, lock_instance, version_in_force

# Where a stopped change is decided about. Diagrams from before changes were stopped by themselves do not have it.
DECISION = "decide_halt"


def can_decide(instance: ProcessInstance) -> bool:
    """Whether a stopped change can be resumed on the diagram of its case, not only taken back. Reads ``instance.version``."""
    return _knows(definition_of(instance.version))


def renew(*, change: ChangeSet, instance_id: UUID, at: datetime) -> bool:
    """Move the case if that takes nobody's decision, in a transaction of its own; whether it was moved.

    Only what is published is stopped, so the case stands where its people are asked to watch: tasks, drafts and deadlines
    are still there afterwards. One that cannot be moved stays, and the change can be taken back there.
    """
    with transaction.atomic():
        instance = lock_instance(instance_id)
        if can_decide(instance) or instance.status != ProcessInstance.Status.RUNNING:
            return False
        before, target = instance.version, version_in_force(PROCESS, on=local_date(at))
        if not _knows(definition_of(target)):
            return False
        try:
            with transaction.atomic():
                migrate(instance=instance, target=target, at=at, by=None, agreed=frozenset())
        except CannotMigrate:
            return False
        payload = {
            "process": target.name, "before": before.number, "after": target.number, "change": change.title, "reasons": [],
            "renaming": {},
        }  # fmt: skip
        record(chain=instance.key, kind="case.moved", at=at, by=None, payload=payload)
    return True


def _knows(definition: Definition) -> bool:
    return any(element.id == DECISION for element in definition.elements())
