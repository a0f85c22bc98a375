"""What a step of the engine means for the case: deadlines of new tasks, stage, end, and the audit events."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from casework.audit.services import Entry, record_many
from casework.calendar.models import Deadline
from casework.calendar.services import meet
from casework.cases.facts import TASK
from casework.cases.models import Case, CaseDocument
from casework.organisations.models import Person
from documents.models import DocumentVersion
from documents.services import freeze
from processes.forms import FormSchema
from processes.models import Incident, Submission, UserTask
from processes.services import StepResult


def settle(result: StepResult, *, by: Person | None, at: datetime) -> Case:
    """Write everything that follows from one engine step, in the step's own transaction."""
    case = _case_of(result)
    _close_deadlines(result, at)
    _move(case, result, at)
    entries = list(_entries(result, case))
    if entries:
        record_many(chain=case.pk, entries=entries, by=by, at=at)
    return case


def _case_of(result: StepResult) -> Case:
    """The row that the step locked, unless operations may have changed it since."""
    operated = result.completed is None or any(e.operation for e in result.passed)
    return Case.objects.get(pk=result.instance.key) if operated else result.instance.case


def bind_files(
    *, case: Case, task: UserTask, form: FormSchema, values: Mapping[str, Any], by: Person, at: datetime
) -> None:
    """Freeze the files that a submission names and see that they belong to this case. Raises DocumentVersion.DoesNotExist."""
    named = list(_file_ids(form, values))
    if not named:
        return
    versions = list(
        DocumentVersion.objects.filter(
            pk__in=named, document__holder=case.pk, state=DocumentVersion.State.AVAILABLE
        ).select_related("document")
    )
    if len(versions) != len(set(named)):
        raise DocumentVersion.DoesNotExist("有文件没有上传完成，或者不属于本案，请重新上传。")
    CaseDocument.objects.bulk_create(
        [
            CaseDocument(case=case, document=version.document, element_id=task.element_id, filed_at=at)
            for version in versions
        ],
        ignore_conflicts=True,
    )
    freeze(versions=versions, at=at)


def record_failure(*, case: Case, incident: Incident, by: Person | None, at: datetime) -> None:
    entry = Entry("incident.recorded", {"element": incident.element_name, "cause": incident.cause})
    record_many(chain=case.pk, entries=[entry], by=by, at=at)


def _file_ids(form: FormSchema, values: Mapping[str, Any]) -> Iterable[str]:
    for field in form.fields:
        if field.type == "file":
            yield from values.get(field.name) or []
        if field.type == "table":
            for column in (c for c in field.columns if c.type == "file"):
                for row in values.get(field.name) or []:
                    yield from row.get(column.name) or []


def _close_deadlines(result: StepResult, at: datetime) -> None:
    if result.completed is not None and result.completed.due_at is not None:
        meet(holder=result.completed.pk, name=TASK, at=at)
    if result.cancelled:
        Deadline.objects.open().filter(holder__in=[task.pk for task in result.cancelled]).update(
            state=Deadline.State.CANCELLED, cancelled_at=at, cancel_reason="事项已取消"
        )


def _move(case: Case, result: StepResult, at: datetime) -> None:
    changed = []
    stages = [e.milestone for e in (*result.passed, *result.active) if e.milestone]
    if stages and case.stage != stages[-1]:
        case.stage = stages[-1]
        changed.append("stage")
    if result.ended is not None:
        case.closed_at, case.outcome = at, result.ended.name
        changed += ["closed_at", "outcome"]
    if changed:
        case.save(update_fields=changed)


def _entries(result: StepResult, case: Case) -> Iterable[Entry]:
    if result.completed is not None and result.submission is not None:
        yield Entry("task.completed", _completed(result.completed, result.submission))
    if result.message is not None:
        yield Entry("message.sent", {"message": result.message, "values": dict(result.said)})
    for element in result.passed:
        if element.kind in {"serviceTask", "boundaryEvent"}:
            yield Entry("step.passed", {"element": element.id, "name": element.name})
    for decision in result.decisions:
        yield Entry(
            "decision.taken",
            {"table": decision.table, "rules": decision.matched, "result": decision.result},
        )
    for task in result.opened:
        yield Entry("task.opened", {"task": str(task.pk), "element": task.element_id, "name": task.name})
    for task in result.cancelled:
        yield Entry("task.cancelled", {"task": str(task.pk), "element": task.element_id, "name": task.name})
    if result.ended is not None:
        yield Entry("case.closed", {"outcome": case.outcome})


def _completed(task: UserTask, submission: Submission) -> dict[str, Any]:
    return {
        "task": str(task.pk),
        "element": task.element_id,
        "name": task.name,
        "item": task.item,
        "values": submission.values,
    }
