"""Random diagrams as blocks within blocks, drawn as BPMN without shapes. Tasks give the names ``a``, ``b`` and ``c``."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from processes.bundle import Bundle
from tests.processes.diagrams import (
    boundary,
    bundle,
    called_process,
    chain,
    diagram,
    end,
    flow,
    gateway,
    message,
    message_definition,
    service,
    start,
)

NAMES = ("a", "b", "c")
Row = tuple["Block", ...]


@dataclass(frozen=True)
class Block:
    """``kind`` is the name of a method of Drawing; ``gives`` only of tasks."""

    kind: str
    parts: tuple[Row, ...] = ()
    gives: str = ""


_TASKS = st.builds(Block, st.sampled_from(["task", "task", "hurried"]), gives=st.sampled_from(["", *NAMES]))


def _around(inner: st.SearchStrategy[Row]) -> st.SearchStrategy[Row]:
    split = st.sampled_from(["exclusive", "parallel", "inclusive"])
    two = st.builds(Block, split, st.lists(inner, min_size=2, max_size=2).map(tuple))
    one = st.builds(Block, st.sampled_from(["loop", "inside", "call", "aside", "leave"]), st.tuples(inner))
    return st.lists(st.one_of(_TASKS, two, one), max_size=3).map(tuple)


rows = st.recursive(st.lists(_TASKS, max_size=2).map(tuple), _around, max_leaves=6)


@dataclass
class Drawing:
    called: dict[str, bytes] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def bundle(self, row: Row) -> Bundle:
        main = self._process(row, "main")
        return bundle(main, **self.called)

    def _key(self, kind: str) -> str:
        return f"{kind}{next(self.numbers)}"

    def _process(self, row: Row, name: str) -> bytes:
        return diagram(self._level(row), process=name, extra=message_definition("told"))

    def _level(self, row: Row) -> str:
        first, last = self._key("start"), self._key("end")
        drawn, behind = self._row(row, first)
        return start(first) + drawn + end(last) + flow(behind, last)

    def _row(self, row: Row, last: str) -> tuple[str, str]:
        drawn = ""
        for block in row:
            more, last = getattr(self, f"_{block.kind}")(block, last)
            drawn += more
        return drawn, last

    def _branch(self, row: Row, opened: str, condition: str | None = None) -> tuple[str, str]:
        via = self._key("via")
        drawn, behind = self._row(row, via)
        return service(via, "cases.note") + flow(opened, via, condition) + drawn, behind

    def _free(self) -> str:
        """A condition that nobody knows anything about, another one each time."""
        return f"= case.word{next(self.numbers)}"

    def _task(self, block: Block, last: str) -> tuple[str, str]:
        key = self._key("task")
        return service(key, "cases.note", block.gives) + flow(last, key), key

    def _hurried(self, block: Block, last: str) -> tuple[str, str]:
        """A task that an event may interrupt; both ways go on behind it."""
        key, told, behind = self._key("task"), self._key("event"), self._key("behind")
        drawn = service(key, "cases.note", block.gives) + boundary(told, key, message("told"))
        return drawn + gateway("exclusive", behind) + chain(last, key, behind) + flow(told, behind), behind

    def _exclusive(self, block: Block, last: str) -> tuple[str, str]:
        opened, closed = self._key("open"), self._key("close")
        drawn = gateway(block.kind, opened) + gateway(block.kind, closed) + flow(last, opened)
        for place, row in enumerate(block.parts):
            free = place and block.kind != "parallel"
            inner, behind = self._branch(row, opened, self._free() if free else None)
            drawn += inner + flow(behind, closed)
        return drawn, closed

    _parallel = _inclusive = _exclusive

    def _loop(self, block: Block, last: str) -> tuple[str, str]:
        into, out = self._key("into"), self._key("out")
        inner, behind = self._row(block.parts[0], into)
        again, back = self._branch((), out, self._free())
        gateways = gateway("exclusive", into) + gateway("exclusive", out)
        return gateways + inner + again + flow(back, into) + flow(last, into) + flow(behind, out), out

    def _inside(self, block: Block, last: str) -> tuple[str, str]:
        key = self._key("inside")
        level = self._level(block.parts[0])
        return f'<bpmn:subProcess id="{key}">{level}</bpmn:subProcess>{flow(last, key)}', key

    def _call(self, block: Block, last: str) -> tuple[str, str]:
        key, name = self._key("call"), self._key("process")
        self.called[name] = self._process(block.parts[0], name)
        return called_process(key, called=name) + flow(last, key), key

    def _aside(self, block: Block, last: str) -> tuple[str, str]:
        """A branch in parallel that comes to an end of its own."""
        return self._apart(block, last, gateway("parallel", split := self._key("split")), split, None)

    def _leave(self, block: Block, last: str) -> tuple[str, str]:
        """A choice to go to an end of its own."""
        return self._apart(
            block, last, gateway("exclusive", choice := self._key("choice")), choice, self._free()
        )

    def _apart(
        self, block: Block, last: str, drawn: str, opened: str, condition: str | None
    ) -> tuple[str, str]:
        ended = self._key("end")
        inner, behind = self._branch(block.parts[0], opened, condition)
        on, following = self._branch((), opened)
        return drawn + flow(last, opened) + inner + flow(behind, ended) + end(ended) + on, following
