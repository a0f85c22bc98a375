"""Changes a manager might make to a diagram, made at random places of any diagram."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from processes.bundle import Bundle
from processes.engine.moving import Renaming
from processes.vocabulary import BANJIE, BPMN
from tests.processes.diagrams import ASSIGNMENT, HEAD

NOTE_ASSIGNMENT = f'<banjie:task form="note"/>{ASSIGNMENT}'


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


@dataclass
class Redrawing:
    """One file of a bundle being changed; ``renamed`` collects what a person would have to say of renamed steps."""

    root: etree._Element
    choice: random.Random
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)
    count: int = 0

    def new(self, kind: str) -> str:
        self.count += 1
        return f"new_{kind}{self.count}"

    def all(self, *names: str) -> list[etree._Element]:
        return [node for name in names for node in self.root.iter(_tag(name))]

    def one(self, nodes: Sequence[etree._Element]) -> etree._Element | None:
        return self.choice.choice(nodes) if nodes else None

    def add(self, near: etree._Element, text: str) -> list[etree._Element]:
        """Elements beside ``near``, in the same level."""
        level: Any = near.getparent()
        made = list(etree.fromstring(f"{HEAD}{text}</bpmn:definitions>"))
        level.extend(made)
        return made

    def flows(self, key: str, end: str) -> list[etree._Element]:
        return [flow for flow in self.all("sequenceFlow") if flow.get(end) == key]

    def events_of(self, host: str) -> list[etree._Element]:
        return [event for event in self.all("boundaryEvent") if event.get("attachedToRef") == host]


def user_task(key: str) -> str:
    own = f"<bpmn:extensionElements>{NOTE_ASSIGNMENT}</bpmn:extensionElements>"
    return f'<bpmn:userTask id="{key}" name="{key}">{own}</bpmn:userTask>'


def _flow(source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'


def insert_step(drawn: Redrawing) -> None:
    flow = drawn.one(drawn.all("sequenceFlow"))
    if flow is not None:
        key, target = drawn.new("u"), flow.get("targetRef")
        flow.set("targetRef", key)
        drawn.add(flow, user_task(key) + _flow(key, str(target)))


def insert_choice(drawn: Redrawing) -> None:
    flow = drawn.one(drawn.all("sequenceFlow"))
    if flow is None:
        return
    key, split, meet, target = drawn.new("u"), drawn.new("x"), drawn.new("meet"), str(flow.get("targetRef"))
    flow.set("targetRef", split)
    text = (
        f'<bpmn:exclusiveGateway id="{split}" default="{split}_{meet}"/><bpmn:exclusiveGateway id="{meet}"/>'
    )
    text += user_task(key) + _flow(split, meet) + _flow(key, meet) + _flow(meet, target)
    text += f'<bpmn:sequenceFlow id="{split}_{key}" sourceRef="{split}" targetRef="{key}">'
    text += "<bpmn:conditionExpression>1 = 1</bpmn:conditionExpression></bpmn:sequenceFlow>"
    drawn.add(flow, text)


def remove_step(drawn: Redrawing) -> None:
    plain = drawn.all("userTask", "serviceTask", "callActivity", "intermediateCatchEvent")
    step = drawn.one(
        [n for n in plain if not drawn.events_of(str(n.get("id"))) and not _after_choice(drawn, n)]
    )
    if step is None:
        return
    key = str(step.get("id"))
    out = drawn.flows(key, "sourceRef")[0]
    for flow in drawn.flows(key, "targetRef"):
        flow.set("targetRef", str(out.get("targetRef")))
    _drop(out)
    _drop(step)


def _after_choice(drawn: Redrawing, node: etree._Element) -> bool:
    """What an event gateway leads to cannot be left out."""
    gateways = {gate.get("id") for gate in drawn.all("eventBasedGateway")}
    return any(flow.get("sourceRef") in gateways for flow in drawn.flows(str(node.get("id")), "targetRef"))


def rename_step(drawn: Redrawing) -> None:
    step = drawn.one(
        drawn.all("userTask", "callActivity", "subProcess", "intermediateCatchEvent", "parallelGateway")
    )
    if step is None:
        return
    old, new = str(step.get("id")), drawn.new("renamed")
    process = str(next(step.iterancestors(_tag("process"))).get("id"))
    step.set("id", new)
    for node in drawn.root.iter():
        for name in ("sourceRef", "targetRef", "attachedToRef"):
            if node.get(name) == old:
                node.set(name, new)
    for condition in drawn.all("conditionExpression"):
        condition.text = (condition.text or "").replace(f"{old}.", f"{new}.")
    if drawn.choice.random() < 0.7 and not old.startswith("new_"):
        drawn.renamed.setdefault(process, {})[old] = new


def add_event(drawn: Redrawing) -> None:
    hosts = drawn.all("userTask", "callActivity", "subProcess")
    host = drawn.one(hosts)
    if host is None:
        return
    key, then, stop = drawn.new("on"), drawn.new("u"), drawn.new("end")
    cancel = drawn.choice.choice(("true", "false"))
    event = drawn.choice.choice(
        (
            '<bpmn:messageEventDefinition messageRef="news"/>',
            "<bpmn:timerEventDefinition><bpmn:timeDuration>PT5H</bpmn:timeDuration></bpmn:timerEventDefinition>",
        )
    )
    where = f'attachedToRef="{host.get("id")}" cancelActivity="{cancel}"'
    text = f'<bpmn:boundaryEvent id="{key}" {where}>{event}</bpmn:boundaryEvent>'
    drawn.add(
        host, text + user_task(then) + f'<bpmn:endEvent id="{stop}"/>' + _flow(key, then) + _flow(then, stop)
    )


def drop_event(drawn: Redrawing) -> None:
    event = drawn.one(drawn.all("boundaryEvent"))
    if event is not None:
        for flow in drawn.flows(str(event.get("id")), "sourceRef"):
            _drop(flow)
        _drop(event)
        _drop_unreached(drawn)


def add_branch(drawn: Redrawing) -> None:
    gates = drawn.all("parallelGateway", "inclusiveGateway")
    split = drawn.one([gate for gate in gates if len(drawn.flows(str(gate.get("id")), "targetRef")) == 1])
    if split is None:
        return
    key = str(split.get("id"))
    names = [str(gate.get("id")) for gate in gates]
    meets = [n for n in names if len(drawn.flows(n, "targetRef")) > 1]
    if not meets:
        return
    new = drawn.new("u")
    target = names[names.index(key) + 1] if key in names[:-1] else meets[0]
    drawn.add(split, user_task(new) + _flow(key, new) + _flow(new, target))


def drop_branch(drawn: Redrawing) -> None:
    gates = drawn.all("parallelGateway")
    split = drawn.one([gate for gate in gates if len(drawn.flows(str(gate.get("id")), "sourceRef")) > 1])
    if split is not None:
        _drop(drawn.choice.choice(drawn.flows(str(split.get("id")), "sourceRef")))
        _drop_unreached(drawn)


def wrap_step(drawn: Redrawing) -> None:
    """A parallel block around one step, with a new one beside it."""
    plain = drawn.all("userTask", "callActivity", "subProcess", "intermediateCatchEvent")
    step = drawn.one([node for node in plain if not _after_choice(drawn, node)])
    if step is None:
        return
    key, new, fork, meet = str(step.get("id")), drawn.new("u"), drawn.new("fork"), drawn.new("meet")
    for flow in drawn.flows(key, "targetRef"):
        flow.set("targetRef", fork)
    for flow in drawn.flows(key, "sourceRef"):
        flow.set("sourceRef", meet)
    text = f'<bpmn:parallelGateway id="{fork}"/><bpmn:parallelGateway id="{meet}"/>' + user_task(new)
    text += "".join(_flow(*ends) for ends in ((fork, key), (fork, new), (key, meet), (new, meet)))
    drawn.add(step, text)


def change_kind(drawn: Redrawing) -> None:
    step = drawn.one(drawn.all("userTask"))
    if step is not None:
        step.tag = _tag("serviceTask")
        for child in list(step):
            step.remove(child)


def change_rules(drawn: Redrawing) -> None:
    for node in drawn.root.iter(f"{{{BANJIE}}}assignment"):
        if drawn.choice.random() < 0.3:
            node.set("roles", "RL-07")
    for node in drawn.root.iter(f"{{{BANJIE}}}task"):
        if drawn.choice.random() < 0.3:
            node.set("form", drawn.choice.choice(("note", "other")))
    for node in drawn.all("timeDuration"):
        if drawn.choice.random() < 0.5:
            node.text = "PT7H"


def change_loop(drawn: Redrawing) -> None:
    for node in drawn.root.iter(f"{{{BANJIE}}}loop"):
        node.set(*drawn.choice.choice((("collection", "= [1, 2, 3, 4]"), ("element", "other"))))


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _drop_unreached(drawn: Redrawing) -> None:
    """Whatever no start leads to any more."""
    changed = True
    while changed:
        changed = False
        reached = {f.get("targetRef") for f in drawn.all("sequenceFlow")}
        for node in _nodes(drawn):
            key = str(node.get("id"))
            if key not in reached:
                for flow in [*drawn.flows(key, "sourceRef")]:
                    _drop(flow)
                for event in drawn.events_of(key):
                    for flow in drawn.flows(str(event.get("id")), "sourceRef"):
                        _drop(flow)
                    _drop(event)
                _drop(node)
                changed = True


def _nodes(drawn: Redrawing) -> Iterator[etree._Element]:
    kinds = (
        "userTask", "serviceTask", "callActivity", "subProcess", "exclusiveGateway", "parallelGateway", "inclusiveGateway",
        "eventBasedGateway", "intermediateCatchEvent", "endEvent",
    )  # fmt: skip
    yield from drawn.all(*kinds)


CHANGES: tuple[Callable[[Redrawing], None], ...] = (
    insert_step, insert_step, insert_choice, remove_step, rename_step, add_event, drop_event, add_branch, drop_branch,
    wrap_step, change_kind, change_rules, change_loop,
)  # fmt: skip


def redrawn(bundle: Bundle, seed: str, number: int) -> tuple[Bundle, Renaming]:
    """``bundle`` with ``number`` changes, and the renaming that a person would give."""
    choice = random.Random(seed)  # noqa: S311
    files, renamed = dict(bundle.files), dict[str, dict[str, str]]()
    files["trial/forms/other.json"] = OTHER
    for round_ in range(number):
        path = choice.choice([path for path in sorted(files) if path.endswith(".bpmn")])
        drawn = Redrawing(etree.fromstring(files[path]), choice, renamed, count=round_ * 10)
        choice.choice(CHANGES)(drawn)
        files[path] = etree.tostring(drawn.root)
    return Bundle(bundle.main, files), Renaming(renamed)


OTHER = '{"title": "别的", "fields": [{"name": "remark", "type": "text", "label": "备注"}]}'.encode()
