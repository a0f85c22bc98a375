"""What Banjie adds to BPMN: the ``banjie:`` extension elements, read into plain values.

Nothing here runs a process. The engine, the deploy check and the screens all read a diagram through this package, so
that the vocabulary (namespace ``urn:banjie:bpmn:1``) is known in one place.
"""

from processes.vocabulary.reading import line_of, read_processes
from processes.vocabulary.values import (
    BANJIE,
    BPMN,
    FLOW_NODES,
    NAMESPACES,
    Action,
    Assignment,
    Calendar,
    Call,
    Element,
    Flow,
    Loop,
    Process,
    Receive,
    Separation,
    Start,
)

__all__ = [
    "BANJIE",
    "BPMN",
    "FLOW_NODES",
    "NAMESPACES",
    "Action",
    "Assignment",
    "Calendar",
    "Call",
    "Element",
    "Flow",
    "Loop",
    "Process",
    "Receive",
    "Separation",
    "Start",
    "line_of",
    "read_processes",
]
