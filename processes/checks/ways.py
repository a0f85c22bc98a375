"""A shortest way to an element on which a name is never provided, as far as its conditions do not contradict each other."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from processes.checks.graph import Graph, kind_of
from processes.checks.supplied import Supply
from processes.checks.truths import Truths, Weighed
from processes.checks.walking import Context

MOST = 5_000


@dataclass(frozen=True)
class Step:
    """An element of a level, with the flow by which it is left; none where an event interrupts it or it opens a level."""

    graph: Graph
    key: str
    flow: etree._Element | None

    @property
    def name(self) -> str:
        return str(self.graph.nodes[self.key].get("name") or "")


Way = tuple[Step, ...]
_State = tuple[str, Truths]


@dataclass
class Ways:
    supply: Supply
    _weighed: dict[str, Weighed] = field(default_factory=dict)

    def without(self, bit: int, context: Context, target: str) -> Way | None:
        """From the start of the main process to ``target``, which is left out, never coming by the name of ``bit``.

        None where every such way takes flows whose conditions exclude each other.
        """
        before: Way = ()
        if caller := self.supply.callers.get(context):
            found = self.without(bit, *caller)
            if found is None:
                return None
            calling, key = caller
            before = (*found, Step(self.supply.drawn.levels[calling[0]], key, None))
        here = self._search(bit, context, target)
        return None if here is None else (*before, *here)

    def _search(self, bit: int, context: Context, target: str) -> Way | None:
        graph = self.supply.drawn.levels[context[0]]
        came = self.supply.came(*context)
        first = [(str(s.get("id", "")), Truths()) for s in graph.of_kind("startEvent")]
        back: dict[_State, tuple[_State, Step] | None] = {
            state: None for state in first if not came[state[0]] & bit
        }
        pending = deque(back)
        while pending and len(back) < MOST:
            state = pending.popleft()
            if state[0] == target:
                return _backwards(back, state)
            for step, following in self._onwards(bit, context, graph, state):
                if following not in back and not came[following[0]] & bit:
                    back[following] = (state, step)
                    pending.append(following)
        return None

    def _onwards(
        self, bit: int, context: Context, graph: Graph, state: _State
    ) -> Iterator[tuple[Step, _State]]:
        key, truths = state
        supply = self.supply
        for event in graph.attached_to(key):
            yield Step(graph, key, None), (str(event.get("id", "")), truths)
        left = supply.leaves(graph, key, supply.came(*context)[key])
        if left & bit:
            return
        element = supply.drawn.element(graph, key)
        known = truths.forgetting(supply.names_within(element)) if element is not None else truths
        for flow in graph.outgoing.get(key, ()):
            after = self._weighed_in(graph).taking(graph, flow, known)
            if after is not None and not supply.over(graph, flow, left) & bit:
                yield Step(graph, key, flow), (str(flow.get("targetRef")), after)

    def _weighed_in(self, graph: Graph) -> Weighed:
        key = str(graph.container.get("id", ""))
        if key not in self._weighed:
            self._weighed[key] = Weighed.of(graph)
        return self._weighed[key]


def _backwards(back: dict[_State, tuple[_State, Step] | None], state: _State) -> Way:
    way = []
    while (step := back[state]) is not None:
        state = step[0]
        way.append(step[1])
    return tuple(reversed(way))


def spoken(way: Way, most: int = 6) -> str:
    """The steps and choices of a way by their names, the last ones where there are many."""
    words: list[str] = []
    for step in way:
        splits = len(step.graph.outgoing.get(step.key, ())) > 1
        gateway = kind_of(step.graph.nodes[step.key]).endswith("Gateway")
        chosen = str(step.flow.get("name") or "") if step.flow is not None and splits else ""
        said = chosen if gateway else step.name
        if said.strip() and said not in words[-1:]:
            words.append(said.strip())
    return " → ".join(words if len(words) <= most else ["…", *words[-most:]])
