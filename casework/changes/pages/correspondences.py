"""Steps of the old version that the new one has not: a person says which new step each has become."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.changes.models import MoveBatch
from processes.engine import Definition
from processes.migration import Renaming
from processes.services import definition_of
from processes.vocabulary import Element

# What a case may be in the middle of.
RESTS = {"userTask", "callActivity", "subProcess", "intermediateCatchEvent", "eventBasedGateway", "boundaryEvent",
         "parallelGateway", "inclusiveGateway", "receiveTask"}  # fmt: skip
PREFIX = "as:"


@dataclass(frozen=True)
class Correspondence:
    """``old`` is not in the new version; ``choices`` are the new steps of its kind, ``chosen`` the id of one, perhaps."""

    old: Element
    process: str
    choices: list[Element]
    chosen: str

    @property
    def field(self) -> str:
        return f"{PREFIX}{self.old.process}/{self.old.id}"


def correspondences(batch: MoveBatch) -> list[Correspondence]:
    """Of every process, in the order of the diagrams; none where nothing could take its place."""
    before, after = definition_of(batch.base), definition_of(batch.target)
    renaming = Renaming.from_json(batch.renaming)
    found = []
    for process in before.processes.values():
        for old in process.elements.values():
            choices = _choices(old, before, after)
            if choices:
                chosen = renaming.of(old.process).get(old.id, "")
                found.append(Correspondence(old, process.name, choices, chosen))
    return found


def _choices(old: Element, before: Definition, after: Definition) -> list[Element]:
    known = before.processes[old.process].elements
    process = after.processes.get(old.process)
    if process is None or old.kind not in RESTS or old.id in process.elements:
        return []
    return [new for new in process.elements.values() if new.kind == old.kind and new.id not in known]


def renaming_of(batch: MoveBatch, posted: Mapping[str, str]) -> Renaming:
    """What a person chose; anything that was not offered is left out, and of two that chose one step the first has it."""
    elements: dict[str, dict[str, str]] = {}
    for one in correspondences(batch):
        chosen = posted.get(one.field, "")
        taken = elements.setdefault(one.old.process, {})
        if chosen in {choice.id for choice in one.choices} - set(taken.values()):
            taken[one.old.id] = chosen
    return Renaming({process: names for process, names in elements.items() if names})
