"""Nine kinds of shape between two steps, and what a manager may do to each; a case of each stands in its shape."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from processes.bundle import Bundle
from processes.engine.moving import Renaming
from processes.migration.prospects import Side
from tests.processes.diagrams import (
    NOTE,
    boundary,
    bundle,
    called_process,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    gateway,
    instances,
    message,
    message_definition,
    start,
    timer_duration,
    user_task,
)
from tests.processes.migration.instances import Instance

NEWS = message_definition("news") + message_definition("tidings")
OTHER = '{"title": "别的", "fields": [{"name": "remark", "type": "text", "label": "备注"}]}'.encode()
AFTER_HOURS = timer_duration("PT5H")


def catch(name: str, event: str) -> str:
    return f'<bpmn:intermediateCatchEvent id="{name}" name="等待{name}">{event}</bpmn:intermediateCatchEvent>'


@dataclass(frozen=True)
class Shape:
    """``body`` of the nodes and flows inside, entered at ``first`` and left from ``last``; ``called`` is a further diagram.

    ``stand`` brings a case that has just come in to where it rests.
    """

    body: str
    first: str
    last: str
    called: str = ""
    beside: str = ""
    stand: Callable[[Instance], object] = lambda _case: None

    def drawn(self, *way: str, back_to: str = "") -> Bundle:
        """From the start to the end along ``way``, in which ``X`` is the shape itself and ``again`` may go ``back_to``."""
        ends = {"X": (self.first, self.last)}
        pairs = [ends.get(one, (one, one)) for one in ("start", *way, "end")]
        flows = "".join(flow(one[1], then[0]) for one, then in pairwise(pairs))
        tasks = "".join(user_task(one) for one in way if one not in ("X", "again"))
        if back_to:
            tasks += exclusive("again", way[way.index("again") + 1]) + flow("again", back_to, "a.way = 1")
        return self.bundle(tasks + (self.body + self.beside if "X" in way else "") + flows)

    def bundle(self, body: str) -> Bundle:
        further = {"sub": diagram(self.called, process="sub")} if self.called else {}
        made = bundle(diagram(start() + body + end(), extra=NEWS), NOTE, **further)
        return Bundle(made.main, {**made.files, "trial/forms/other.json": OTHER})

    def changed(self, was: str, now: str) -> "Shape":
        assert was in self.body + self.called
        return replace(self, body=self.body.replace(was, now), called=self.called.replace(was, now))


SHAPES: dict[str, Shape] = {
    "user task": Shape(user_task("x"), "x", "x"),
    "timer": Shape(catch("x", AFTER_HOURS), "x", "x"),
    "message catch": Shape(catch("x", message("news")), "x", "x"),
    "boundary timer": Shape(
        user_task("x") + boundary("late", "x", AFTER_HOURS), "x", "x",
        beside=user_task("l") + end("lost") + chain("late", "l", "lost"),
    ),
    "multi-instance": Shape(
        user_task("x", loop=instances("[1, 2, 3]", "one")), "x", "x", stand=lambda case: case.complete("x")
    ),
    "call activity": Shape(
        called_process("x"), "x", "x", called=start("s") + user_task("u") + end("e") + chain("s", "u", "e")
    ),
    "subprocess": Shape(
        '<bpmn:subProcess id="x" name="子流程">' + start("s") + user_task("u") + end("e") + chain("s", "u", "e")
        + "</bpmn:subProcess>", "x", "x",
    ),
    "parallel block": Shape(
        gateway("parallel", "x") + user_task("p") + user_task("q") + gateway("parallel", "j")
        + flow("x", "p") + flow("x", "q") + flow("p", "j") + flow("q", "j"), "x", "j",
        stand=lambda case: case.complete("p"),
    ),
    "event gateway": Shape(
        gateway("eventBased", "x") + catch("m", message("news")) + catch("t", AFTER_HOURS) + gateway("exclusive", "j")
        + flow("x", "m") + flow("x", "t") + flow("m", "j") + flow("t", "j"), "x", "j",
    ),
}  # fmt: skip

# Where the case rests inside a shape, and the process whose element that is.
RESTS = {"call activity": "u", "subprocess": "u", "parallel block": "q"}
CALLED = {"call activity": "sub"}


def case_in(kind: str) -> Instance:
    """``a`` is done, and the case stands in the shape."""
    case = Instance(Side.in_bundle(SHAPES[kind].drawn("a", "X", "z"))).start().complete("a")
    SHAPES[kind].stand(case)
    return case


def renamed(kind: str, key: str) -> Bundle:
    """The element ``key`` is called ``y``, wherever the shape speaks of it."""
    shape = SHAPES[kind]
    body, called = (text.replace(f'"{key}"', '"y"') for text in (shape.body, shape.called))
    first, last = ("y" if one == key else one for one in (shape.first, shape.last))
    return replace(shape, body=body, called=called, first=first, last=last).drawn("a", "X", "z")


def other_rules(kind: str) -> Bundle:
    """Another role and form for its people, another length of time, another message."""
    shape = SHAPES[kind]
    for was, now in (
        ("RL-03 RL-05", "RL-07"), ('form="note"', 'form="other"'), ("PT5H", "PT9H"), ('"news"', '"tidings"'),
    ):  # fmt: skip
        shape = replace(shape, body=shape.body.replace(was, now), called=shape.called.replace(was, now))
    return shape.drawn("a", "X", "z")


def wrapped(kind: str) -> Bundle:
    """A parallel block around the shape, with a new step beside it."""
    shape = SHAPES[kind]
    block = gateway("parallel", "fork") + gateway("parallel", "meet") + flow("fork", shape.first)
    block += flow("fork", "n") + flow(shape.last, "meet") + flow("n", "meet")
    tasks = user_task("a") + user_task("n") + user_task("z")
    ways = chain("start", "a", "fork") + chain("meet", "z", "end")
    return shape.bundle(tasks + shape.body + shape.beside + block + ways)


def along(*way: str, back_to: str = "") -> Callable[[str], Bundle]:
    return lambda kind: SHAPES[kind].drawn(*way, back_to=back_to)


def _nothing(_kind: str) -> Renaming:
    return Renaming()


def _of_place(kind: str) -> Renaming:
    return Renaming({CALLED.get(kind, "main"): {RESTS.get(kind, "x"): "y"}})


def _of_shape(_kind: str) -> Renaming:
    return Renaming({"main": {"x": "y"}})


# What is done to a shape, and what a person says of ids that changed.
CHANGES: dict[str, tuple[Callable[[str], Bundle], Callable[[str], Renaming]]] = {
    "removed": (along("a", "z"), _nothing),
    "renamed": (lambda kind: renamed(kind, RESTS.get(kind, "x")), _nothing),
    "renamed, and said so": (lambda kind: renamed(kind, RESTS.get(kind, "x")), _of_place),
    "shape renamed, and said so": (lambda kind: renamed(kind, "x"), _of_shape),
    "put behind z": (along("a", "z", "X"), _nothing),
    "put before a": (along("X", "a", "z"), _nothing),
    "new step before it": (along("a", "n", "X", "z"), _nothing),
    "new way back": (along("a", "X", "again", "z", back_to="a"), _nothing),
    "new way back to a new step before it": (along("a", "n", "X", "again", "z", back_to="n"), _nothing),
    "z put before it, on a way back": (along("a", "z", "X", "again", "last", back_to="z"), _nothing),
    "new step after it": (along("a", "X", "n", "z"), _nothing),
    "other rules": (other_rules, _nothing),
    "in a parallel block": (wrapped, _nothing),
}
