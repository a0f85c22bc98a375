"""What a step leaves for ever: what was submitted, what was decided, and what set it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from processes.engine import Environment
from processes.engine.environment import DecisionTaken
from processes.models import DecisionRecord, ProcessInstance, Submission, TriggerRecord, UserTask
from processes.replay.writing import write
from processes.statements import Insert
from processes.vocabulary import Element

_SUBMIT = Insert(Submission)
_RECORD = Insert(TriggerRecord)


@dataclass(frozen=True)
class StartForm:
    """The form on which a person began: kept for ever as what was submitted at the start event ``element``."""

    element: Element
    form: str
    values: Mapping[str, Any]


def submission_at_start(filled: StartForm, instance: ProcessInstance, *, by: Any, at: datetime) -> Submission:
    return Submission(
        task_id=uuid4(),
        instance=instance,
        process_id=filled.element.process,
        element_id=filled.element.id,
        form=filled.form,
        item=None,
        values=dict(filled.values),
        by=by,
        at=at,
    )


def submission_of_task(
    task: UserTask, instance: ProcessInstance, values: Mapping[str, Any], *, by: Any, at: datetime
) -> Submission:
    return Submission(
        task_id=task.pk,
        instance=instance,
        process_id=task.process_id,
        element_id=task.element_id,
        form=task.form,
        item=task.item,
        values=dict(values),
        by=by,
        at=at,
    )


def keep_submission(submission: Submission) -> None:
    _SUBMIT.run([submission])


def keep_trigger(
    instance: ProcessInstance,
    environment: Environment,
    trigger: Mapping[str, Any],
    *,
    began: Mapping[str, Any] | None,
    at: datetime,
) -> None:
    """A message keeps its values here; those of a task are its submission."""
    said = {name: trigger[name] for name in ("values", "variables") if trigger["kind"] == "message"}
    record = TriggerRecord(
        instance=instance,
        number=instance.revision,
        kind=trigger["kind"],
        task_id=UUID(trigger["task"]) if "task" in trigger else None,
        message=trigger.get("message", ""),
        data=dict(began) if began is not None else said,
        skips=list(trigger.get("skips", [])),
        heard=write(environment.heard.entries),
        at=at,
    )
    _RECORD.run([record])


def keep_decisions(
    instance: ProcessInstance, environment: Environment, *, at: datetime
) -> list[DecisionRecord]:
    taken = [decision_record(one, instance, at=at) for one in environment.decisions]
    return DecisionRecord.objects.bulk_create(taken) if taken else []


def decision_record(taken: DecisionTaken, instance: ProcessInstance, *, at: datetime) -> DecisionRecord:
    """The row of a decision, not yet written."""
    return DecisionRecord(
        instance=instance,
        process_id=taken.process_id,
        element_id=taken.element_id,
        table=taken.table,
        inputs=taken.inputs,
        matched=list(taken.matched),
        result=taken.result,
        at=at,
    )
