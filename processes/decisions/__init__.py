"""DMN decision tables: read, evaluated under every hit policy of the standard, and checked for gaps and
overlaps."""

from processes.decisions.analysis import Finding
from processes.decisions.deciding import decide, namespace_of, write_json
from processes.decisions.elements import InvalidDecision
from processes.decisions.policies import Aggregation, DecisionConflict, HitPolicy
from processes.decisions.reader import read_decisions
from processes.decisions.table import (
    DecisionTable,
    Input,
    Outcome,
    Output,
    Rule,
    ValueNotAllowed,
)

__all__ = [
    "Aggregation",
    "DecisionConflict",
    "DecisionTable",
    "Finding",
    "HitPolicy",
    "Input",
    "InvalidDecision",
    "Outcome",
    "Output",
    "Rule",
    "ValueNotAllowed",
    "decide",
    "namespace_of",
    "read_decisions",
    "write_json",
]
