"""Steps that a case has done already and that the new version has before it once more."""

from collections.abc import Collection, Iterable, Iterator

from processes.engine.moving import Carried, Finding, Renaming, Weight, called
from processes.migration.levels import reached_onwards
from processes.migration.prospects import Side
from processes.soundness import Kind, Level
from processes.vocabulary import Element

Key = tuple[str, str]


def done_again(
    carried: Carried, before: Side, after: Side, renaming: Renaming, passed: Collection[str]
) -> Iterator[Finding]:
    """``passed`` are ``process/element`` keys of the trail. What only a way back leads to was to be expected already."""
    places = [place for place in carried.places if not place.event]
    expected = {
        (renaming.process(process), renaming.element(process, key))
        for process, key in _ahead(before, [place.old for place in places])
    }
    ahead = _ahead(after, [place.new for place in places])
    done = {
        (renaming.process(element.process), renaming.element(element.process, element.id)): element
        for element in before.definition.elements()
        if f"{element.process}/{element.id}" in passed
    }
    again = done.keys() & (ahead.keys() - expected)
    for key, element in done.items():
        # What is called again does all of its steps again.
        if key in again and ahead[key] not in again:
            name = called(element, element.id)
            why = f"案件已经办过{name}，新版把它排在后面，走到那里会再办一次。"
            yield Finding(Weight.DECIDE, element.process, element.id, why)


def _ahead(side: Side, resting: Iterable[Element]) -> dict[Key, Key | None]:
    """The steps to which tokens at ``resting`` go on, with all inside of them; each leads to the one that it is inside of."""
    stands: dict[str, list[str]] = {}
    for element in resting:
        if (level := side.level_with(element)) is not None:
            stands.setdefault(level.id, []).append(element.id)
    found: dict[Key, Key | None] = {}
    for key, elements in stands.items():
        level = side.levels[key]
        _add(side, level, reached_onwards(level, elements) - set(elements), None, found)
    return found


def _add(
    side: Side, level: Level, reached: Collection[str], around: Key | None, found: dict[Key, Key | None]
) -> None:
    process = side.definition.process_of_spec[level.id]
    for node in level.nodes:
        if node.kind != Kind.ACTIVITY or node.id not in reached or (process, node.id) in found:
            continue
        found[process, node.id] = around
        element = side.definition.element(level.id, node.id)
        inner = side.levels.get((element.called_element if element else None) or node.id)
        if inner is not None and inner is not level:
            _add(side, inner, {one.id for one in inner.nodes}, (process, node.id), found)
