"""Reads the records of many ended instances with a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from processes.models import DecisionRecord, ProcessInstance, Submission, TriggerRecord


class Records:
    """The records of ``instances``, by instance."""

    def __init__(self, instances: Collection[UUID]) -> None:
        self.triggers: dict[UUID, list[TriggerRecord]] = defaultdict(list)
        self.submissions: dict[UUID, dict[UUID, Submission]] = defaultdict(dict)
        for trigger in TriggerRecord.objects.filter(instance__in=instances).order_by("instance", "number"):
            self.triggers[trigger.instance_id].append(trigger)
        for said in Submission.objects.filter(instance__in=instances):
            self.submissions[said.instance_id][said.task_id] = said


def decisions_of(instances: Collection[ProcessInstance]) -> dict[UUID, list[DecisionRecord]]:
    """In the order in which they were taken."""
    known = {instance.pk: instance for instance in instances}
    found: dict[UUID, list[DecisionRecord]] = {key: [] for key in known}
    for decision in _decisions(known):
        decision.instance = known[decision.instance_id]
        found[decision.instance_id].append(decision)
    return found


def _decisions(instances: Collection[UUID]) -> Iterator[DecisionRecord]:
    return DecisionRecord.objects.filter(instance__in=instances).order_by("pk").iterator()
