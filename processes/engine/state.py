"""Saves and loads the state of a run without its spec.

The blob carries the serializer's version and the digest of the definition that it belongs to, and nothing else is
accepted: the library runs ``eval`` on blobs of some old versions.
"""

import json
from typing import Any

from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.workflow import BpmnSubWorkflowConverter, BpmnWorkflowConverter

from processes.engine.definition import Definition
from processes.engine.workflow import CalledWorkflow, MainWorkflow

SCHEMA = 1
ENGINE = "1.5"
MAXIMUM_BYTES = 256 * 1024


class UnreadableState(Exception):
    """A saved state was not written by this release for this definition."""


class StateTooLarge(Exception):
    """A state grew over the published limit of 256 KB."""


class _WithoutSpec(BpmnWorkflowConverter):  # type: ignore[misc]
    def to_dict(self, workflow: Any) -> dict[str, Any]:
        spec, subprocess_specs = workflow.spec, workflow.subprocess_specs
        workflow.spec, workflow.subprocess_specs = None, {}
        try:
            return dict(super().to_dict(workflow))
        finally:
            workflow.spec, workflow.subprocess_specs = spec, subprocess_specs


_registry = BpmnWorkflowSerializer.configure(
    {**DEFAULT_CONFIG, MainWorkflow: _WithoutSpec, CalledWorkflow: BpmnSubWorkflowConverter}
)
_serializer = BpmnWorkflowSerializer(_registry)


def save(workflow: Any, definition: Definition) -> str:
    """Return the state as JSON text. Raises StateTooLarge."""
    body = _serializer.to_dict(workflow)
    # Keys keep their order: a task's data are a difference to its parent's, which must be read first.
    text = json.dumps(
        {"schema": SCHEMA, "engine": ENGINE, "definition": definition.digest, "body": body},
        ensure_ascii=False, separators=(",", ":"), allow_nan=False,
    )  # fmt: skip
    if len(text.encode()) > MAXIMUM_BYTES:
        raise StateTooLarge(f"流程状态超过 {MAXIMUM_BYTES // 1024} KB。")
    return text


def load(text: str, definition: Definition) -> Any:
    """Rebuild a workflow on the compiled specs of ``definition``. Raises UnreadableState."""
    saved = json.loads(text)
    if (saved.get("schema"), saved.get("engine"), saved.get("definition")) != (
        SCHEMA,
        ENGINE,
        definition.digest,
    ):
        raise UnreadableState("这份流程状态不是由当前版本为该流程定义保存的。")
    body = saved["body"]
    body["spec"] = definition.spec
    body["subprocess_specs"] = dict(definition.subprocess_specs)
    return _serializer.from_dict(body)
