"""Answers of steps that nobody does any more, by which the new version would still decide: nobody could ever change them."""

from collections.abc import Iterator, Mapping, Set
from itertools import chain

from processes.engine import Definition
from processes.engine.environment import expression
from processes.engine.moving import Carried, Finding, Renaming, Weight, called
from processes.migration.levels import reached
from processes.soundness import Level


def stale_answers(
    carried: Carried,
    before: Definition,
    after: Definition,
    levels: Mapping[str, Level],
    renaming: Renaming,
) -> Iterator[Finding]:
    """A loop that asks a vanished step whether to go round again would go round for ever."""
    asked = {element.id for element in after.elements() if element.kind == "userTask"}
    read = set(chain.from_iterable(_read(after, _ahead(carried, levels))))
    for element in before.elements():
        key = renaming.element(element.process, element.id)
        if element.kind == "userTask" and key not in asked and key in carried.answers & read:
            name = called(element, element.id)
            why = f"新版没有人再办{name}，后面的走向却还看它以前的结果。"
            yield Finding(Weight.STAYS, element.process, element.id, why)


def _ahead(carried: Carried, levels: Mapping[str, Level]) -> Set[str]:
    """What may still come; of levels that are not entered, all of it."""
    resting: dict[str, set[str]] = {}
    for place in carried.places:
        resting.setdefault(place.level, set()).add(place.new.id)
    ahead = {node.id for key, level in levels.items() if key not in resting for node in level.nodes}
    for key, elements in resting.items():
        ahead |= elements | reached(levels[key], elements)
    return ahead


def _read(after: Definition, ahead: Set[str]) -> Iterator[frozenset[str]]:
    for process in after.processes.values():
        for flow in process.flows:
            if flow.condition and flow.source in ahead:
                yield expression(flow.condition.strip().removeprefix("=")).names
