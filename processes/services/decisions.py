"""Decision tables that an operation evaluates for many things at once: one record each, as for those in a diagram."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from processes.engine import Environment
from processes.models import DecisionRecord, ProcessInstance
from processes.services.records import decision_record
from processes.services.steps import environment_of
from processes.vocabulary import Call, Element


def decide_each(
    *,
    instance: ProcessInstance,
    table: str,
    data: Sequence[Mapping[str, Any]],
    at: datetime,
    process_id: str = "",
    element_id: str = "",
) -> list[Any]:
    """Evaluate ``table`` of the instance's own version over each of ``data`` (JSON values) and every fact.

    Returns the results as JSON values. Each is recorded under the element that asked, with what it was ``about``.
    Raises KeyError for a table that the version does not have, FeelError where its cells fail.
    """
    environment = environment_of(instance, at=at, by=None)
    element = environment.definition.processes[process_id].elements.get(element_id) if process_id else None
    asked = element or Element(process=process_id, id=element_id, kind="serviceTask", name="")
    results = [environment.decide(asked, Call(name=table), item) for item in data]
    DecisionRecord.objects.bulk_create(_records(environment, instance, data, at))
    return results


def _records(
    environment: Environment, instance: ProcessInstance, data: Sequence[Mapping[str, Any]], at: datetime
) -> Iterator[DecisionRecord]:
    for taken, item in zip(environment.decisions, data, strict=True):
        record = decision_record(taken, instance, at=at)
        if "about" in item:
            record.inputs = {**taken.inputs, "about": item["about"]}
        yield record
