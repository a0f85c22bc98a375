"""Whether what a token rests on means the same in both versions."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from processes.engine.moving.findings import Finding, Weight, called
from processes.engine.moving.level import Level, element_of
from processes.engine.specs import FeelTimer, MessagePayload, RepeatingBoundaryEvent, definitions_of


def differences(level: Level, old: Any, new: Any) -> Iterator[Finding]:
    """What stands against a token going on at ``new`` that rests at ``old``; ``new`` is None where there is nothing."""
    element, _ = element_of(old)
    name = called(level.old_element(element), element)

    def finding(weight: Weight, why: str) -> Finding:
        return Finding(weight, level.process, element, why)

    if new is None:
        moved = level.new_element(level.renamed(element)) is not None
        yield finding(
            Weight.STAYS,
            f"案件停在{name}，新版把它移进或移出了子流程。"
            if moved
            else f"案件停在{name}，新版里没有这一步。",
        )
    elif type(old) is not type(new):
        yield finding(Weight.STAYS, f"案件停在{name}，新版里它换成了另一种步骤。")
    elif isinstance(old, LoopTask):
        if old.input_item.bpmn_id != new.input_item.bpmn_id:
            yield finding(Weight.STAYS, f"{name}正在分份办理，新版里每份叫别的名字。")
        elif old.data_input.expression != new.data_input.expression:
            yield finding(Weight.DECIDE, f"{name}分成哪些份的规则改了，正在办的还是原来的份数。")
    elif isinstance(old, SubWorkflowTask):
        if _called_process(level, old) != new.spec:
            yield finding(Weight.STAYS, f"案件在{name}里面，新版里它调用的是另一个流程。")
    elif isinstance(old, CatchingEvent):
        yield from _events(level, old, new, finding)


def _called_process(level: Level, spec: Any) -> str:
    """What the new version calls there, if it is the same: an embedded sub-process goes by its element's name."""
    if spec.spec in level.before.processes:
        return level.renaming.process(spec.spec)
    return level.renamed(spec.spec)


def _events(level: Level, old: Any, new: Any, finding: Any) -> Iterator[Finding]:
    element, _ = element_of(old)
    name = called(level.old_element(element), element)
    if isinstance(old, RepeatingBoundaryEvent) and old.cancel_activity != new.cancel_activity:
        yield finding(Weight.STAYS, f"{name}在新版里改了是否中断所在的步骤。")
        return
    before, after = dict(_awaited(level, old)), {_key(one): one for one in definitions_of(new)}
    if missing := before.keys() - after.keys():
        kinds = "、".join(sorted(f"“{key}”" for _, key in missing))
        yield finding(Weight.STAYS, f"案件在{name}等{kinds}，新版不再等它。")
    elif after.keys() - before.keys():
        yield finding(Weight.DECIDE, f"新版在{name}还等别的事，正在等的案件也会等它。")
    for key in before.keys() & after.keys():
        if changed_rule(before[key], after[key]):
            yield finding(Weight.DECIDE, f"{name}的时间规则改了，会按新规则重新计算。")


def _awaited(level: Level, spec: Any) -> Iterator[tuple[tuple[str, str], Any]]:
    for one in definitions_of(spec):
        kind, name = _key(one)
        yield (kind, level.renamed(name) if kind == "timer" else name), one


def _key(definition: Any) -> tuple[str, str]:
    """A timer has its element's id, a message the name that is called out."""
    if isinstance(definition, FeelTimer):
        return "timer", definition.name
    if isinstance(definition, MessagePayload):
        return "message", definition.name
    return type(definition).__name__, ""


def changed_rule(old: Any, new: Any) -> bool:
    return isinstance(old, FeelTimer) and (old.kind, old.expression.strip()) != (
        new.kind,
        new.expression.strip(),
    )
