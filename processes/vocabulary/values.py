"""What a diagram says, as plain values: processes, their flow nodes and sequence flows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BANJIE = "urn:banjie:bpmn:1"
NAMESPACES = {"bpmn": BPMN, "banjie": BANJIE}

FLOW_NODES = {
    "startEvent", "endEvent", "userTask", "serviceTask", "businessRuleTask", "callActivity", "subProcess",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
    "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "receiveTask",
}  # fmt: skip


@dataclass(frozen=True)
class Assignment:
    """Who may take a task: any of ``roles`` (role ids) in the organisation that ``scope`` (FEEL) names."""

    roles: tuple[str, ...]
    scope: str
    assignee: str | None = None


@dataclass(frozen=True)
class Separation:
    """Who completed one of ``elements`` may not complete this task while ``when`` (FEEL, default true) holds."""

    elements: tuple[str, ...]
    when: str | None = None


@dataclass(frozen=True)
class Call:
    """A named operation, decision or called process with its parameters; a value beginning with ``=`` is FEEL."""

    name: str
    result: str | None = None
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Action:
    """A message that a person may send from the case page."""

    message: str
    label: str
    label_en: str
    assignment: Assignment
    when: str | None
    form: str | None


@dataclass(frozen=True)
class Start:
    """A way in which a person may begin the process: who, on which form, and what becomes of the matter.

    ``kind`` is the host's word for the sort of matter, ``office`` the code of the one that answers for it.
    ``respondent``, ``school`` and ``title`` (FEEL) read the form's fields under its key, and ``starter``, the id of the
    organisation for which the person begins it. With ``respondents`` (FEEL, ids) instead of ``respondent`` one case is
    opened for each; ``school`` and ``title`` then also know ``respondent`` and ``respondent_name``.
    """

    form: str
    roles: tuple[str, ...]
    kind: str
    office: str
    respondent: str
    school: str | None = None
    title: str | None = None
    label: str = ""
    label_en: str = ""
    respondents: str | None = None


@dataclass(frozen=True)
class Calendar:
    """The process begins by itself on every day on which ``when`` (FEEL) is true, once for each of ``respondents``.

    ``when`` and ``respondents`` (FEEL, ids) know ``today``, ``parameters``, ``office`` (its id) and ``schools`` (ids);
    ``title`` also ``respondent`` and ``respondent_name``. ``office`` is a code.
    """

    when: str
    kind: str
    office: str
    respondents: str
    title: str | None = None


@dataclass(frozen=True)
class Receive:
    """The start message opens a matter. Values that begin with ``=`` are FEEL over ``received``, ``sender``, ``today``
    and ``parameters``; ``office`` comes to the id or the code of one.
    """

    message: str
    kind: str
    office: str
    source: str = ""
    title: str = ""


@dataclass(frozen=True)
class Loop:
    collection: str
    element: str


@dataclass(frozen=True)
class Element:
    """One flow node of a diagram with everything that Banjie knows about it; ``line`` is where its file has it."""

    process: str
    id: str
    kind: str
    name: str
    name_en: str = ""
    lane: str | None = None
    form: str | None = None
    due: str | None = None
    assignment: Assignment | None = None
    separations: tuple[Separation, ...] = ()
    operation: Call | None = None
    decision: Call | None = None
    call: Call | None = None
    called_element: str | None = None
    loop: Loop | None = None
    milestone: str | None = None
    action: Action | None = None
    starts: tuple[Start, ...] = ()
    calendar: Calendar | None = None
    receive: Receive | None = None
    attached_to: str | None = None
    clause: str | None = None
    timer: str | None = None
    throws_message: bool = False
    line: int = 0


@dataclass(frozen=True)
class Flow:
    id: str
    source: str
    target: str
    condition: str | None = None
    line: int = 0


@dataclass(frozen=True)
class Process:
    """A process of one file: its flow nodes (those of embedded sub-processes included) and sequence flows."""

    id: str
    name: str
    name_en: str
    path: str
    milestones: tuple[str, ...]
    milestones_en: tuple[str, ...]
    elements: Mapping[str, Element]
    flows: tuple[Flow, ...]
    start_messages: tuple[str, ...]
    spec_names: frozenset[str]
    line: int = 0
