"""A saved state comes back as it was, to the instance that it belongs to, or not at all."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnSubWorkflowConverter, BpmnWorkflowConverter
from SpiffWorkflow.util.task import TaskState

from processes.engine import StepFailed, compile_bundle
from processes.engine.snapshot import restore, take
from processes.engine.state import MAXIMUM_BYTES, StateTooLarge, UnreadableState, load, save, sign
from processes.engine.workflow import CalledWorkflow, MainWorkflow
from tests.processes.diagrams import (
    boundary,
    bundle,
    chain,
    diagram,
    end,
    flow,
    instances,
    message,
    message_definition,
    start,
    timer_duration,
    user_task,
)
from tests.processes.engine.conftest import Machine
from tests.processes.engine.test_running import call

Make = Callable[..., Machine]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def waiting(machine: Make) -> Machine:
    """At work in a called process, in three instances of a task, and at two boundary events."""
    inner = (
        start() + user_task("each", loop=instances("items", "item")) + end() + chain("start", "each", "end")
    )
    late = boundary("late", "sub", timer_duration("P1D"), interrupting=False)
    told = boundary("told", "sub", message("news"), interrupting=False)
    outer = (
        start() + call("sub", "inner", items="= items") + late + told + user_task("x") + user_task("y") + end()
        + chain("start", "sub", "end") + flow("late", "x") + flow("told", "y")
    )  # fmt: skip
    made = bundle(diagram(outer, extra=message_definition("news")), inner=diagram(inner, process="inner"))
    return machine(made, items=["甲", {"typename": "UUID", "value": "x"}, ["丙"]])


def test_what_is_restored_is_what_was_taken(waiting: Machine) -> None:
    definition = waiting.run.environment.definition
    before = waiting.run.workflow
    after = restore(json.loads(json.dumps(take(before))), definition)
    assert take(after) == take(before)
    assert _by_the_library(after) == _by_the_library(before)
    assert set(after.event_manager.tasks) == set(before.event_manager.tasks)


def _by_the_library(workflow: Any) -> Any:
    """What the library's own serializer says of it."""
    config = {**DEFAULT_CONFIG, MainWorkflow: BpmnWorkflowConverter, CalledWorkflow: BpmnSubWorkflowConverter}
    registry = BpmnWorkflowSerializer.configure(config)
    specs = workflow.spec, workflow.subprocess_specs
    workflow.spec, workflow.subprocess_specs = None, {}
    try:
        return registry.convert(workflow)
    finally:
        workflow.spec, workflow.subprocess_specs = specs


def test_data_that_the_library_could_not_load_come_back(waiting: Machine) -> None:
    items = {json.dumps(task.data["item"]) for task in waiting.load().ready()}
    assert items == {'"\\u7532"', '{"typename": "UUID", "value": "x"}', '["\\u4e19"]'}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.dictionaries(st.text(), JSON, max_size=4), more=st.dictionaries(st.text(), JSON, max_size=4))
def test_any_json_data_come_back(data: dict[str, Any], more: dict[str, Any]) -> None:
    definition = compile_bundle(
        bundle(diagram(start() + user_task("u") + end() + chain("start", "u", "end")))
    )
    workflow, key = MainWorkflow(definition.spec, {}), uuid4()
    workflow.task_tree.data = dict(data)
    child = workflow.task_tree.children[0]
    child._set_state(TaskState.WAITING)  # what only might come is not kept
    child.data = {name: data[name] for name in list(data)[1:]} | more
    found = load(save(workflow, definition, key), definition, key)
    assert found.task_tree.data == data
    assert found.task_tree.children[0].data == child.data


@pytest.mark.parametrize(
    "value", [{1: "a"}, {None: 1}, (1, 2), {1, 2}, float("nan"), float("inf"), b"x", object(), "\ud800"]
)
def test_data_that_would_not_come_back_are_not_stored(waiting: Machine, value: Any) -> None:
    run = waiting.load()
    run.workflow.task_tree.children[0].set_data(odd=value)
    with pytest.raises(StepFailed):
        run.save()


def test_a_state_over_the_limit_is_not_stored(waiting: Machine) -> None:
    run = waiting.load()
    run.workflow.task_tree.set_data(long="长" * (MAXIMUM_BYTES // 3))
    with pytest.raises(StateTooLarge, match="256 KB"):
        save(run.workflow, run.environment.definition, waiting.key)


def test_every_change_of_a_byte_is_refused(waiting: Machine) -> None:
    definition = waiting.run.environment.definition
    text = waiting.state
    for place in range(0, len(text), max(1, len(text) // 400)):
        other = "0" if text[place] != "0" else "1"
        with pytest.raises(UnreadableState):
            load(text[:place] + other + text[place + 1 :], definition, waiting.key)


def test_a_state_is_not_another_cases(waiting: Machine) -> None:
    with pytest.raises(UnreadableState, match="校验码"):
        load(waiting.state, waiting.run.environment.definition, uuid4())


def test_a_state_is_not_another_definitions(waiting: Machine) -> None:
    other = compile_bundle(bundle(diagram(start() + end() + chain("start", "end"))))
    with pytest.raises(UnreadableState, match="另一个版本"):
        load(waiting.state, other, waiting.key)


def test_a_key_that_was_rotated_still_opens_while_it_is_kept(waiting: Machine, settings: Any) -> None:
    definition, old = waiting.run.environment.definition, settings.SECRET_KEY
    settings.SECRET_KEY = "a new key"
    with pytest.raises(UnreadableState, match="密钥"):
        load(waiting.state, definition, waiting.key)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert load(waiting.state, definition, waiting.key)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "{}", "[]\n{}", "null\n", '{"mac": 1}\n[]', '{"serializer_version": "1.1", "spec": "eval"}',
     '{"schema": 1, "engine": "1.5", "definition": "x", "body": {}, "mac": ""}\n'],
)  # fmt: skip
def test_anything_else_is_refused_before_it_is_interpreted(waiting: Machine, text: str) -> None:
    with pytest.raises(UnreadableState):
        load(text, waiting.run.environment.definition, waiting.key)


@pytest.mark.parametrize(
    "body", ["[]", "[[0,false,true,{},[]],[]]", '[[0,false,true,{},[["x"]]],[]]', "not json"]
)
def test_a_signed_state_that_fits_no_diagram_is_refused_whole(waiting: Machine, body: str) -> None:
    definition = waiting.run.environment.definition
    with pytest.raises(UnreadableState, match="对不上"):
        load(sign(body, definition.digest, waiting.key), definition, waiting.key)
