"""The way that an instance has come, as the diagram of another version can show it."""

from collections.abc import Mapping
from typing import Any

from processes.engine import Definition
from processes.engine.moving import Renaming

# Under which names steps were done before, for whoever asks who did them.
FORMERLY = "formerly"


def trail_on(
    trail: Mapping[str, Any], before: Definition, after: Definition, renaming: Renaming
) -> dict[str, Any]:
    """``trail`` of ``before`` with the names of ``after``; what is no longer drawn keeps its old name."""
    flows = _flows(before, after, renaming)
    found = {
        "elements": {_element(key, renaming): count for key, count in trail.get("elements", {}).items()},
        "flows": {flows.get(key, key): count for key, count in trail.get("flows", {}).items()},
    }
    formerly = _formerly(trail, renaming)
    return {**found, FORMERLY: formerly} if formerly else found


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
