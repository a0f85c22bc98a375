"""What lies ahead of a case on the new version: whether it can still end, and what of it would never be seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from processes.bundle import Bundle
from processes.engine import Definition, compile_bundle
from processes.engine.moving import Carried, Finding, Place, Renaming, Weight, called
from processes.migration.levels import levels_in, levels_of, passed_over, reached, reached_onwards
from processes.migration.onwards import Token, Trouble, trouble_ahead
from processes.models import ProcessVersion
from processes.services.deployment import definition_of
from processes.soundness import Fault, Kind, Level
from processes.vocabulary import Element


@dataclass(frozen=True)
class Side:
    """One version, as the engine runs it and as it is drawn."""

    definition: Definition
    levels: Mapping[str, Level]

    @classmethod
    def of(cls, version: ProcessVersion) -> "Side":
        return cls(definition_of(version), levels_of(version))

    @classmethod
    def in_bundle(cls, bundle: Bundle) -> "Side":
        return cls(compile_bundle(bundle), levels_in(bundle))

    def level_with(self, element: Element) -> Level | None:
        """The level in which ``element`` is drawn."""
        around = self.definition.process_of_spec
        return next(
            (
                level
                for level in self.levels.values()
                if around.get(level.id) == element.process and any(n.id == element.id for n in level.nodes)
            ),
            None,
        )


def ahead(carried: Carried, before: Side, after: Side, renaming: Renaming) -> Iterator[Finding]:
    """In each level that is entered."""
    known = frozenset(_known(before, renaming))
    entered: dict[tuple[str, str], list[Place]] = {}
    for place in carried.places:
        entered.setdefault((place.tree, place.level), []).append(place)
    for (_, key), places in entered.items():
        tokens = frozenset(Token(p.new.id, p.came_from, p.event) for p in places)
        if trouble := trouble_ahead(after.levels[key], tokens):
            yield _said(trouble, places, after.definition, key)
            continue
        resting = [p.new.id for p in places if not p.event]
        again = reached(after.levels[key], resting)
        for missed in passed_over(after.levels[key], resting, known):
            name = called(after.definition.element(key, missed), missed)
            why = f"新加的{name}在案件已经走过的地方，{_whether(missed in again)}"
            yield Finding(Weight.DECIDE, places[0].old.process, places[0].old.id, why)
        yield from _left_behind(places, before, after.levels[key], after.definition, renaming)


def _left_behind(
    places: list[Place], before: Side, level: Level, after: Definition, renaming: Renaming
) -> Iterator[Finding]:
    """Steps that the case had before it, and that the new version has put where it has been already."""
    first = places[0].old
    old = before.level_with(first)
    if old is None:
        return
    expected = reached_onwards(old, [place.old.id for place in places])
    expected = {renaming.element(first.process, key) for key in expected}
    resting = [place.new.id for place in places]
    lost = expected - reached_onwards(level, resting) - set(resting)
    again = reached(level, resting)
    for node in level.nodes:
        if node.kind == Kind.ACTIVITY and node.id in lost:
            name = called(after.element(level.id, node.id), node.id)
            why = f"{name}在新版里排到了案件已经走过的地方，{_whether(node.id in again)}"
            yield Finding(Weight.DECIDE, first.process, first.id, why)


def _whether(again: bool) -> str:
    return "这个案件只有退回去重走时才会经过它。" if again else "这个案件不会再经过它。"


def _known(before: Side, renaming: Renaming) -> Iterator[str]:
    """The ids in the new version of everything that was there before."""
    for process in before.definition.processes.values():
        for element in process.elements:
            yield renaming.element(process.id, element)


def _said(trouble: Trouble, places: list[Place], after: Definition, level: str) -> Finding:
    by_id = {place.new.id: place for place in places}
    place = next((by_id[key] for key in trouble.elements if key in by_id), places[0])
    name = called(place.old, place.old.id)
    if trouble.fault is None:
        return Finding(
            Weight.DECIDE, place.old.process, place.old.id, f"从{name}往后的走法太多，没有全部算完。"
        )
    where = "、".join(called(after.element(level, key), key) for key in trouble.elements) or name
    why = {
        Fault.DEADLOCK: f"案件停在{name}，新版会在{where}一直等一条它没有走的路。",
        Fault.LIVELOCK: f"案件停在{name}，在新版里会一直转，走不到结束。",
    }.get(trouble.fault, f"案件停在{name}，在新版里{where}会被走到两次。")
    return Finding(Weight.STAYS, place.old.process, place.old.id, why)
