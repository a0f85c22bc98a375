"""The way that an instance has come, as the diagram of another version can show it."""

from collections.abc import Iterable, Mapping
from typing import Any

from processes.engine import Definition
from processes.engine.moving import Renaming
from processes.models import ProcessInstance

# Under which names steps were done before, for whoever asks who did them.
FORMERLY = "formerly"


def trail_on(
    trail: Mapping[str, Any], before: Definition, after: Definition, renaming: Renaming
) -> dict[str, Any]:
    """``trail`` of ``before`` with the names of ``after``, without what is no longer drawn."""
    flows = _flows(before, after, renaming)
    elements = ((_element(key, renaming), count) for key, count in trail.get("elements", {}).items())
    found: dict[str, Any] = {
        "elements": {key: count for key, count in elements if _is_drawn(key, after)},
        "flows": {flows[key]: count for key, count in trail.get("flows", {}).items() if key in flows},
    }
    formerly = _formerly(trail, renaming)
    return {**found, FORMERLY: formerly} if formerly else found


def former_names(instance: ProcessInstance, elements: Iterable[str]) -> tuple[str, ...]:
    """``elements`` of the version of now, and the ids under which they were done on versions before."""
    formerly: Mapping[str, list[str]] = instance.trail.get(FORMERLY, {})
    named = [*elements]
    return (*named, *(old for key in named for old in formerly.get(key, ())))


def _is_drawn(key: str, after: Definition) -> bool:
    process, _, element = key.partition("/")
    return process in after.processes and element in after.processes[process].elements


def _element(key: str, renaming: Renaming) -> str:
    process, _, element = key.partition("/")
    return f"{renaming.process(process)}/{renaming.element(process, element)}"


def _flows(before: Definition, after: Definition, renaming: Renaming) -> dict[str, str]:
    """Flows go by their two ends: editors give them new ids at will."""
    drawn = {
        (process.id, flow.source, flow.target): f"{process.id}/{flow.id}"
        for process in after.processes.values()
        for flow in process.flows
    }
    found = {}
    for process in before.processes.values():
        for flow in process.flows:
            source, target = (renaming.element(process.id, end) for end in (flow.source, flow.target))
            if new := drawn.get((renaming.process(process.id), source, target)):
                found[f"{process.id}/{flow.id}"] = new
    return found


def _formerly(trail: Mapping[str, Any], renaming: Renaming) -> dict[str, list[str]]:
    """By the id of now, all ids that the step had on versions before."""
    known: dict[str, list[str]] = trail.get(FORMERLY, {})
    renamed = {old: new for names in renaming.elements.values() for old, new in names.items() if old != new}
    found = {renamed.get(key, key): list(olds) for key, olds in known.items()}
    for old, new in renamed.items():
        found.setdefault(new, []).append(old)
    return {new: list(dict.fromkeys(olds)) for new, olds in found.items()}
