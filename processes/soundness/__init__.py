"""Whether a diagram can always come to its end, proven by exploring everything that its tokens can do."""

from processes.soundness.level import GATEWAYS, Boundary, Edge, Kind, Level, Node
from processes.soundness.verdict import Fault, Finding, Step, Verdict, judge

__all__ = [
    "GATEWAYS",
    "Boundary",
    "Edge",
    "Fault",
    "Finding",
    "Kind",
    "Level",
    "Node",
    "Step",
    "Verdict",
    "judge",
]
