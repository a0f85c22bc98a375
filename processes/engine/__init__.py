"""The only package that imports SpiffWorkflow: compiles diagrams and runs instances of them."""

from processes.engine.definition import Definition, InvalidDiagram, compile_bundle
from processes.engine.environment import Environment, OperationFailed, StepFailed
from processes.engine.run import (
    LimitExceeded,
    MessageNotExpected,
    ReadyTask,
    Run,
    TaskNotReady,
    Waiting,
)
from processes.engine.state import UnreadableState

__all__ = [
    "Definition",
    "Environment",
    "InvalidDiagram",
    "LimitExceeded",
    "MessageNotExpected",
    "OperationFailed",
    "ReadyTask",
    "Run",
    "StepFailed",
    "TaskNotReady",
    "UnreadableState",
    "Waiting",
    "compile_bundle",
]
