"""What a step of the engine means for the case: deadlines of new tasks, stage, end, and the audit events."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from casework.audit.services import Entry
from casework.calendar.models import Deadline
from casework.calendar.services import meet
from casework.cases.facts import TASK
from casework.cases.models import Case
from casework.cases.names import Named, failed_step, name_in
from casework.cases.services import answers
from casework.cases.services.trail import Fact, Trail, record
from casework.organisations.models import Person
from processes.models import DecisionRecord, Incident, Submission, UserTask
from processes.services import StepResult, definition_of


def settle(result: StepResult, *, trail: Trail, by: Person | None, at: datetime) -> Case:
    """Write everything that follows from one engine step, in the step's own transaction."""
    case = _case_of(result)
    _close_deadlines(result, at)
    _move(case, result, at)
    if result.message is not None:
        answers.settle_delivery(case, result.message, at=at)
    if result.ended is not None and case.sender_id is not None:
        answers.answer(case, at=at)
    answers.note_awaited(case, result.awaited, ended=result.ended is not None)
    trail.causes += [Fact(case.pk, entry, at, by) for entry in _causes(result)]
    trail.facts += [Fact(case.pk, entry, at, by) for entry in _consequences(result, case)]
    return case


def _case_of(result: StepResult) -> Case:
    """The row that the step locked, unless operations may have changed it since."""
    operated = result.completed is None or any(e.operation for e in result.passed)
    return Case.objects.get(pk=result.instance.key) if operated else result.instance.case


def record_failure(*, case: Case, incident: Incident, by: Person | None, at: datetime) -> None:
    payload = {
        "element": incident.element_name,
        "element_en": failed_step(incident, "en"),
        "cause": incident.cause,
    }
    record(chain=case.pk, kind="incident.recorded", payload=payload, by=by, at=at)


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


def _causes(result: StepResult) -> Iterator[Entry]:
    if result.completed is not None and result.submission is not None:
        yield Entry("task.completed", _completed(result.completed, result.submission))
    if result.message is not None and (labels := _labels(result)):
        said = {"message": result.message, **labels, "values": dict(result.said)}
        yield Entry("message.sent", said)


def _labels(result: StepResult) -> dict[str, str]:
    """What the button said by which the message was sent; nothing of one that has no button, which the event itself tells."""
    for element in definition_of(result.instance.version).elements():
        if element.action and element.action.message == result.message:
            return {"label": element.action.label, "label_en": element.action.label_en}
    return {}


def _decision(result: StepResult, taken: DecisionRecord) -> Entry:
    table = definition_of(result.instance.version).decisions[taken.table]
    payload = {"table": taken.table, **_names(table), "rules": taken.matched, "result": taken.result}
    return Entry("decision.taken", payload)


def _consequences(result: StepResult, case: Case) -> Iterator[Entry]:
    decisions, left_out = list(result.decisions), list(result.passed_over)
    for element in result.passed:
        if element in left_out:
            left_out.remove(element)
            continue
        if element.kind in {"serviceTask", "boundaryEvent"}:
            yield Entry("step.passed", {"element": element.id, **_names(element)})
        if element.kind == "businessRuleTask" and decisions:
            yield _decision(result, decisions.pop(0))
    for kind, tasks in (("task.opened", result.opened), ("task.cancelled", result.cancelled)):
        for task in tasks:
            yield Entry(kind, {"task": str(task.pk), "element": task.element_id, **_names(task)})
    if result.ended is not None:
        outcome = {"outcome": case.outcome, "outcome_en": name_in(result.ended, "en")}
        yield Entry("case.closed", outcome)


def _completed(task: UserTask, submission: Submission) -> dict[str, Any]:
    return {
        "task": str(task.pk),
        "element": task.element_id,
        **_names(task),
        "item": task.item,
        "values": submission.values,
    }


def _names(thing: Named) -> dict[str, str]:
    """What a sentence of the trail calls a thing in either language, whatever the diagram says later."""
    return {"name": thing.name, "name_en": name_in(thing, "en")}
