"""Random block-structured diagrams: whatever is drawn has one way in and one way out, so that every run can end."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from processes import registry
from processes.bundle import Bundle
from processes.registry import OperationContext
from tests.processes.diagrams import (
    boundary,
    bundle,
    diagram,
    end,
    flow,
    instances,
    message,
    message_definition,
    service,
    start,
    timer_duration,
    user_task,
)


@registry.operation("test.echo", title="复述")
def echo(context: OperationContext, *, text: str = "") -> dict[str, Any]:
    return {"text": text, "keys": sorted(context.data)}


NEWS = message_definition("news")
LEAVES = (
    "task",
    "task",
    "task",
    "service",
    "parallel instances",
    "sequential instances",
    "message",
    "timer",
    "either",
)
BLOCKS = (
    "sequence", "exclusive", "parallel", "inclusive", "loop", "loop", "loop", "call", "embedded", "called instances",
)  # fmt: skip
EVENTS = ("timer", "message", "interrupting timer", "interrupting message")


@dataclass(frozen=True)
class Block:
    """``kind`` of LEAVES or BLOCKS, with what is inside; ``event`` hangs on its boundary where it may."""

    kind: str
    inside: tuple["Block", ...] = ()
    event: str = ""


_events = st.sampled_from(("", "", "", *EVENTS))
_leaf = st.builds(Block, st.sampled_from(LEAVES), st.just(()), _events)


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    few = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.builds(Block, st.sampled_from(BLOCKS), few, _events)


BODIES = st.lists(st.recursive(_leaf, _around, max_leaves=8), min_size=2, max_size=3).map(
    lambda parts: Block("loop", tuple(parts))
)


@dataclass
class Writer:
    """Writes a block as BPMN; ``called`` collects the processes that it calls."""

    called: dict[str, bytes] = field(default_factory=dict)
    count: int = 0

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def process(self, block: Block) -> str:
        """The inside of a process around ``block``."""
        first, last = self.name("start"), self.name("end")
        way_in, way_out, text = self.write(block)
        return start(first) + text + end(last) + flow(first, way_in) + flow(way_out, last)

    def write(self, block: Block) -> tuple[str, str, str]:
        """Its first and last node, and the text of all."""
        return getattr(self, f"_{block.kind.replace(' ', '_')}")(block)  # type: ignore[no-any-return]

    def _hosted(self, name: str, text: str, event: str) -> tuple[str, str, str]:
        """An activity with a boundary event: its way rejoins behind an interrupted activity, or ends by itself."""
        if not event:
            return name, name, text
        on, then, meet = self.name("on"), self.name("after"), self.name("meet")
        kind = timer_duration("PT3H") if "timer" in event else message("news")
        interrupting = event.startswith("interrupting")
        text += boundary(on, name, kind, interrupting=interrupting) + user_task(then) + _exclusive(meet)
        text += flow(on, then) + flow(name, meet)
        if interrupting:
            return name, meet, text + flow(then, meet)
        stop = self.name("end")
        return name, meet, text + end(stop) + flow(then, stop)

    def _task(self, block: Block) -> tuple[str, str, str]:
        name = self.name("u")
        return self._hosted(name, user_task(name), block.event)

    def _service(self, block: Block) -> tuple[str, str, str]:
        name = self.name("s")
        return name, name, service(name, "test.echo", f"r{name}", text="= given")

    def _parallel_instances(self, block: Block) -> tuple[str, str, str]:
        name = self.name("m")
        return self._hosted(name, user_task(name, loop=instances("[1, 2, 3]", "item")), block.event)

    def _sequential_instances(self, block: Block) -> tuple[str, str, str]:
        name = self.name("q")
        return self._hosted(
            name, user_task(name, loop=instances("[1, 2]", "item", sequential=True)), block.event
        )

    def _message(self, block: Block) -> tuple[str, str, str]:
        return self._caught(message("news"))

    def _timer(self, block: Block) -> tuple[str, str, str]:
        return self._caught(timer_duration("PT2H"))

    def _caught(self, event: str) -> tuple[str, str, str]:
        name = self.name("c")
        return name, name, _catch(name, event)

    def _either(self, block: Block) -> tuple[str, str, str]:
        gate, heard, late, meet = self.name("g"), self.name("c"), self.name("c"), self.name("meet")
        text = f'<bpmn:eventBasedGateway id="{gate}"/>' + _catch(heard, message("news"))
        text += _catch(late, timer_duration("PT4H")) + _exclusive(meet)
        return gate, meet, text + flow(gate, heard) + flow(gate, late) + flow(heard, meet) + flow(late, meet)

    def _sequence(self, block: Block) -> tuple[str, str, str]:
        parts = [self.write(part) for part in block.inside]
        text = "".join(part[2] for part in parts)
        for before, after in pairwise(parts):
            text += flow(before[1], after[0])
        return parts[0][0], parts[-1][1], text

    def _exclusive(self, block: Block) -> tuple[str, str, str]:
        ask, split, meet = self.name("u"), self.name("x"), self.name("meet")
        ways = [self.write(part) for part in block.inside]
        text = (
            user_task(ask) + _exclusive(split, f"{split}_{ways[0][0]}") + _exclusive(meet) + flow(ask, split)
        )
        for number, (first, last, inner) in enumerate(ways):
            condition = f"{ask}.way = {number}" if number else None
            text += inner + flow(split, first, condition) + flow(last, meet)
        return ask, meet, text

    def _inclusive(self, block: Block) -> tuple[str, str, str]:
        ask, split, meet = self.name("u"), self.name("i"), self.name("imeet")
        ways = [self.write(part) for part in block.inside]
        default = f"{split}_{ways[0][0]}"
        text = user_task(ask) + flow(ask, split)
        text += f'<bpmn:inclusiveGateway id="{split}" default="{default}"/>'
        # A join has one way on, its default.
        text += f'<bpmn:inclusiveGateway id="{meet}"/>'
        for number, (first, last, inner) in enumerate(ways):
            condition = f"{ask}.way &gt;= {number}" if number else None
            text += inner + flow(split, first, condition) + flow(last, meet)
        return ask, meet, text

    def _parallel(self, block: Block) -> tuple[str, str, str]:
        split, meet = self.name("p"), self.name("pmeet")
        text = f'<bpmn:parallelGateway id="{split}"/><bpmn:parallelGateway id="{meet}"/>'
        for part in block.inside:
            first, last, inner = self.write(part)
            text += inner + flow(split, first) + flow(last, meet)
        return split, meet, text

    def _loop(self, block: Block) -> tuple[str, str, str]:
        again, ask, decide = self.name("again"), self.name("u"), self.name("x")
        out = self.name("meet")
        first, last, inner = self._sequence(block)
        text = (
            _exclusive(again)
            + inner
            + user_task(ask)
            + _exclusive(decide, f"{decide}_{out}")
            + _exclusive(out)
        )
        text += flow(again, first) + flow(last, ask) + flow(ask, decide) + flow(decide, out)
        return again, out, text + flow(decide, again, f"{ask}.way &gt; 0")

    def _call(self, block: Block) -> tuple[str, str, str]:
        name, loop = self._called(block), ""
        return self._hosted(name, _call(name, f"p{name}", loop), block.event)

    def _called_instances(self, block: Block) -> tuple[str, str, str]:
        name = self._called(block)
        return self._hosted(name, _call(name, f"p{name}", instances("[1, 2]", "item")), block.event)

    def _called(self, block: Block) -> str:
        name = self.name("call")
        body = self.process(Block("sequence", block.inside))
        # Messages are declared in each file that names them.
        self.called[f"p{name}"] = diagram(body, process=f"p{name}", extra=NEWS)
        return name

    def _embedded(self, block: Block) -> tuple[str, str, str]:
        name = self.name("sub")
        text = (
            f'<bpmn:subProcess id="{name}">{self.process(Block("sequence", block.inside))}</bpmn:subProcess>'
        )
        return self._hosted(name, text, block.event)


def _exclusive(name: str, default: str = "") -> str:
    return f'<bpmn:exclusiveGateway id="{name}"' + (f' default="{default}"/>' if default else "/>")


def _catch(name: str, event: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}">{event}</bpmn:intermediateCatchEvent>'


def _call(name: str, called: str, loop: str) -> str:
    return f'<bpmn:callActivity id="{name}" calledElement="{called}">{loop}</bpmn:callActivity>'


def bundle_of(block: Block) -> Bundle:
    """``block`` as the main process of a bundle, with every process that it calls."""
    writer = Writer()
    body = writer.process(block)
    return bundle(diagram(body, extra=NEWS), **writer.called)
