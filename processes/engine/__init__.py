"""The only package that imports SpiffWorkflow: compiles diagrams and runs instances of them."""

from processes.engine.definition import Definition, InvalidDiagram, compile_bundle
from processes.engine.environment import Environment, Skip
from processes.engine.failures import LimitExceeded, StepFailed
from processes.engine.rerouting import IllegalMove, Move, Option, Way
from processes.engine.run import (
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
    "IllegalMove",
    "InvalidDiagram",
    "LimitExceeded",
    "MessageNotExpected",
    "Move",
    "Option",
    "ReadyTask",
    "Run",
    "Skip",
    "StepFailed",
    "TaskNotReady",
    "UnreadableState",
    "Waiting",
    "Way",
    "compile_bundle",
]
