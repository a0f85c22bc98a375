"""A second opinion: every run of a small diagram played with tokens, each with the names that it knows."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from lxml import etree

from processes.bundle import Bundle
from processes.vocabulary import BANJIE, BPMN

Names = frozenset[str]
# A flow, or an end that was come to, with what the token there knows.
State = frozenset[tuple[str, Names]]
ENOUGH = 3_000


class TooMuch(Exception):
    """The diagram has too many runs, or is not sound: nothing can be said of it here."""


@dataclass
class Player:
    """``seen``: what tokens knew when they came to each element."""

    bundle: Bundle
    seen: dict[str, set[Names]] = field(default_factory=dict)
    _results: dict[tuple[str, Names], set[Names]] = field(default_factory=dict)

    def play(self) -> dict[str, set[Names]]:
        self._levels = {}
        for content in self.bundle.files.values():
            if content.startswith(b"<?xml"):
                root = etree.fromstring(content)
                for level in root.iter(f"{{{BPMN}}}process", f"{{{BPMN}}}subProcess"):
                    self._levels[_word(level, "id")] = level
        self._run("main", frozenset())
        return self.seen

    def _run(self, level: str, known: Names) -> set[Names]:
        if (level, known) not in self._results:
            self._results[level, known] = set(self._results_of(self._levels[level], known))
        return self._results[level, known]

    def _results_of(self, level: etree._Element, known: Names) -> Iterator[Names]:
        nodes = {_word(child, "id"): child for child in level if _word(child, "id")}
        flows = {key: node for key, node in nodes.items() if _kind(node) == "sequenceFlow"}
        begin = next(key for key, node in nodes.items() if _kind(node) == "startEvent")
        self.seen.setdefault(begin, set()).add(known)
        first = frozenset((key, known) for key, one in flows.items() if _word(one, "sourceRef") == begin)
        pending, reached = deque([first]), {first}
        while pending:
            state = pending.popleft()
            if all(place not in flows for place, _ in state):
                yield frozenset().union(*(names for _, names in state))
                continue
            following = list(self._moves(nodes, flows, state))
            if not following or len(reached) > ENOUGH:
                raise TooMuch
            for after in following:
                if len({place for place, _ in after}) < len(after):
                    raise TooMuch
                if after not in reached:
                    reached.add(after)
                    pending.append(after)

    def _moves(self, nodes: dict, flows: dict, state: State) -> Iterator[State]:  # type: ignore[type-arg]
        tokens = [(place, names) for place, names in state if place in flows]
        waiting = []
        for key in sorted({_word(flows[place], "targetRef") for place, _ in tokens}):
            into = [place for place, one in flows.items() if _word(one, "targetRef") == key]
            here = [token for token in tokens if token[0] in into]
            kind = _kind(nodes[key])
            joins = kind in ("parallelGateway", "inclusiveGateway") and len(into) > 1
            if kind == "inclusiveGateway" and joins:
                waiting.append((key, here))
            elif joins:
                if len(here) == len(into):
                    yield from self._acts(nodes, flows, key, here, state)
            else:
                for token in here:
                    yield from self._acts(nodes, flows, key, [token], state)
        for key, here in waiting:
            others = {_word(flows[place], "targetRef") for place, _ in tokens} - {key}
            if not any(key in _ahead(flows, other) for other in others):
                yield from self._acts(nodes, flows, key, here, state)

    def _acts(self, nodes: dict, flows: dict, key: str, taken: list, state: State) -> Iterator[State]:  # type: ignore[type-arg]
        node, known = nodes[key], frozenset().union(*(names for _, names in taken))
        rest = state - set(taken)
        self.seen.setdefault(key, set()).add(known)
        if _kind(node) == "endEvent":
            yield self._with(rest, {key: known})
            return
        for after in self._does(node, known):
            out = [place for place, one in flows.items() if _word(one, "sourceRef") == key]
            for chosen in _choices(_kind(node), out):
                yield self._with(rest, dict.fromkeys(chosen, after))
        for event in (n for n in nodes.values() if _word(n, "attachedToRef") == key):
            self.seen.setdefault(_word(event, "id"), set()).add(known)
            out = [place for place, one in flows.items() if _word(one, "sourceRef") == _word(event, "id")]
            yield self._with(rest, dict.fromkeys(out, known))

    @staticmethod
    def _with(rest: State, put: dict[str, Names]) -> State:
        if any(place in put for place, _ in rest):
            raise TooMuch
        return rest | frozenset(put.items())

    def _does(self, node: etree._Element, known: Names) -> set[Names]:
        if _kind(node) == "subProcess":
            return self._run(_word(node, "id"), known)
        if _kind(node) == "callActivity":
            return self._run(_word(node, "calledElement"), known)
        given = node.find(f".//{{{BANJIE}}}operation")
        return {known | {_word(given, "result")} if given is not None and _word(given, "result") else known}


def _word(node: etree._Element, name: str) -> str:
    return str(node.get(name, ""))


def _kind(node: etree._Element) -> str:
    return etree.QName(node).localname


def _choices(kind: str, out: list[str]) -> Iterator[tuple[str, ...]]:
    if kind == "exclusiveGateway":
        yield from ((place,) for place in out)
    elif kind == "inclusiveGateway":
        for size in range(1, len(out) + 1):
            yield from combinations(out, size)
    else:
        yield tuple(out)


def _ahead(flows: dict, key: str) -> set[str]:  # type: ignore[type-arg]
    found, pending = {key}, [key]
    while pending:
        here = pending.pop()
        for one in flows.values():
            if _word(one, "sourceRef") == here and _word(one, "targetRef") not in found:
                found.add(_word(one, "targetRef"))
                pending.append(_word(one, "targetRef"))
    return found
