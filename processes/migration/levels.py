"""The levels of a version as its diagrams draw them, and what lies before and behind an element."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from processes.bundle import Bundle
from processes.checks.draft import Draft
from processes.checks.graph import graphs_of
from processes.checks.soundness import level_of
from processes.models import ProcessVersion
from processes.services.bundles import version_bundle
from processes.soundness import Kind, Level
from processes.xml import read_xml

Way = tuple[str, str]


def levels_of(version: ProcessVersion) -> Mapping[str, Level]:
    """By the id of the process or the embedded sub-process."""
    return _levels(version.pk)


@lru_cache(maxsize=32)
def _levels(version_id: UUID) -> Mapping[str, Level]:
    return levels_in(version_bundle(ProcessVersion.objects.get(pk=version_id)))


def levels_in(bundle: Bundle) -> Mapping[str, Level]:
    roots = {path: read_xml(bundle.files[path], path) for path in bundle.paths(".bpmn")}
    levels = (level_of(graph) for graph in graphs_of(Draft(bundle, roots=roots)))
    return MappingProxyType({level.id: level for level in levels})


def reached(level: Level, first: Iterable[str], *, backwards: bool = False) -> set[str]:
    """Nodes and boundary events to which a token may come from any of ``first``, or from which one may have come."""
    ways = _ways(level)
    return _followed([(target, source) for source, target in ways] if backwards else ways, first)


def reached_onwards(level: Level, first: Iterable[str]) -> set[str]:
    """As ``reached``, without taking a way back to what every run must have passed before it."""
    return _followed(_onwards(level), first)


def passed_over(level: Level, resting: Collection[str], known: Collection[str]) -> list[str]:
    """Steps and decisions that are not ``known`` and lie where tokens at ``resting`` have been or might have gone.

    None of them can be reached any more, unless by a way back.
    """
    ahead = reached_onwards(level, resting) | set(resting)
    behind = reached(level, resting, backwards=True)
    ways: dict[str, int] = {}
    for edge in level.edges:
        ways[edge.source] = ways.get(edge.source, 0) + 1
    splits = [n.id for n in level.nodes if n.id in behind and _splits(n.kind) and ways.get(n.id, 0) > 1]
    missed = (behind | reached(level, splits)) - ahead
    return [
        node.id
        for node in level.nodes
        if node.id in missed
        and node.id not in known
        and (node.kind == Kind.ACTIVITY or (node.kind in _DECISIONS and ways.get(node.id, 0) > 1))
    ]


_DECISIONS = (Kind.EXCLUSIVE, Kind.INCLUSIVE, Kind.PARALLEL)


def _splits(kind: Kind) -> bool:
    return kind in (Kind.PARALLEL, Kind.INCLUSIVE)


def _ways(level: Level) -> list[Way]:
    ways = [(edge.source, edge.target) for edge in level.edges]
    return ways + [(event.host, event.id) for event in level.boundaries]


def _followed(ways: Iterable[Way], first: Iterable[str]) -> set[str]:
    near: dict[str, list[str]] = {}
    for source, target in ways:
        near.setdefault(source, []).append(target)
    seen: set[str] = set()
    pending = list(first)
    while pending:
        for key in near.get(pending.pop(), ()):
            if key not in seen:
                seen.add(key)
                pending.append(key)
    return seen


@lru_cache(maxsize=128)
def _onwards(level: Level) -> tuple[Way, ...]:
    """The ways that do not lead back: none of their targets lies on every run to their source."""
    before = _always_before(level)
    return tuple((source, target) for source, target in _ways(level) if target not in before.get(source, ()))


def _always_before(level: Level) -> dict[str, set[str]]:
    """By node, what every run to it from a start has passed, itself among it."""
    sources: dict[str, list[str]] = {}
    for source, target in _ways(level):
        sources.setdefault(target, []).append(source)
    starts = [node.id for node in level.nodes if node.kind == Kind.START]
    found = {key: {key} for key in starts}
    changed = True
    while changed:
        changed = False
        for key, those in sources.items():
            known = [found[source] for source in those if source in found]
            if not known or key in starts:
                continue
            passed = set.intersection(*known) | {key}
            if found.get(key) != passed:
                found[key], changed = passed, True
    return found
