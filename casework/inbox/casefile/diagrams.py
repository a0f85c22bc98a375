"""The diagrams of a case with the way it has taken: what is done, where it is, what comes next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from casework.cases.models import Case
from casework.cases.names import name_in
from casework.inbox.casefile.loading import instance_of
from casework.inbox.step.following import following
from processes.engine import Definition
from processes.models import DefinitionFile, ProcessInstance, UserTask
from processes.services import definition_of, resting_places
from processes.translation import in_english
from processes.vocabulary import Flow, Process


@dataclass(frozen=True)
class Diagram:
    process_id: str
    name: str
    is_current: bool
    xml_url: str
    state_url: str


def diagrams(case: Case, language: str) -> list[Diagram]:
    """The main process first, then the called ones that were entered."""
    if case.instance is None:
        return []
    definition = definition_of(case.instance.version)
    entered = entered_processes(case)
    here = {process for process, _ in current_elements(definition, case)}
    ordered = [p for p in definition.processes if p in entered and p != definition.main]
    return [_diagram(case, definition.processes[p], p in here, language) for p in (definition.main, *ordered)]


def entered_processes(case: Case) -> set[str]:
    instance = instance_of(case)
    passed = {key.split("/")[0] for key in instance.trail.get("elements", {})}
    return passed | {definition_of(instance.version).main}


def _diagram(case: Case, process: Process, is_current: bool, language: str) -> Diagram:
    return Diagram(
        process_id=process.id,
        name=name_in(process, language),
        is_current=is_current,
        xml_url=reverse("cases:diagram_xml", args=[case.pk, process.id]),
        state_url=reverse("cases:diagram_state", args=[case.pk, process.id]),
    )


def diagram_xml(case: Case, process_id: str, language: str) -> str:
    """The diagram of a process that the case has entered, its names in ``language``. Raises Http404 for any other."""
    version, process = instance_of(case).version, _process(case, process_id)
    drawn = DefinitionFile.objects.get(version=version, path=process.path).content
    return in_english(drawn) if language.startswith("en") else drawn


def _process(case: Case, process_id: str) -> Process:
    if process_id not in entered_processes(case):
        raise Http404
    return definition_of(instance_of(case).version).processes[process_id]


def diagram_state(case: Case, process_id: str) -> dict[str, Any]:
    """Ids of elements and flows of one process. ``links`` leads from a call to its own diagram."""
    process, instance = _process(case, process_id), instance_of(case)
    definition = definition_of(instance.version)
    path = Path(instance.trail, process)
    here = [element for owner, element in current_elements(definition, case) if owner == process_id]
    ahead = {
        e.id for key in here if key in process.elements for e in following(definition, process.elements[key])
    }
    return {
        "completed": path.elements(),
        "current": here,
        "flows": path.flows(here),
        "next": sorted(ahead & set(process.elements) - set(here)),
        "links": _links(case, definition, process_id),
    }


def current_elements(definition: Definition, case: Case) -> list[tuple[str, str]]:
    """(process, element) of every open task, or of the events waited for where no task is open; and of the calls around."""
    instance = instance_of(case)
    open_tasks = UserTask.objects.open().filter(instance=instance)
    found = dict.fromkeys(open_tasks.values_list("process_id", "element_id"))
    if not found and instance.status == ProcessInstance.Status.RUNNING and not instance.blocked:
        found = dict.fromkeys(resting_places(instance=instance))
    pending = [process for process, _ in found]
    while pending:
        called = pending.pop()
        callers = [e for e in definition.elements() if e.called_element == called]
        for caller in callers:
            path = Path(instance.trail, definition.processes[caller.process])
            key = (caller.process, caller.id)
            if key not in found and (len(callers) == 1 or path.is_entered(caller.id)):
                found[key] = None
                pending.append(caller.process)
    return list(found)


@dataclass(frozen=True)
class Path:
    """The way through one process. A flow is counted when the element that it leads to is left again."""

    trail: Mapping[str, Mapping[str, int]]
    process: Process

    def elements(self) -> list[str]:
        return _of(self.process.id, self.trail.get("elements", {}))

    def flows(self, current: list[str]) -> list[str]:
        """Flows taken, those that lead to where the case stands now included."""
        taken = _of(self.process.id, self.trail.get("flows", {}))
        return [*taken, *(f.id for f in self._into(current) if self._is_under_way(f) and f.id not in taken)]

    def is_entered(self, element: str) -> bool:
        return any(self._is_under_way(flow) for flow in self._into([element]))

    def _into(self, elements: list[str]) -> Iterator[Flow]:
        return (flow for flow in self.process.flows if flow.target in elements)

    def _is_under_way(self, flow: Flow) -> bool:
        """A token left the source of the flow and has not left any element behind it."""
        source = self.process.elements.get(flow.source)
        splits = source is not None and source.kind in {"parallelGateway", "inclusiveGateway"}
        outgoing = [flow] if splits else [f for f in self.process.flows if f.source == flow.source]
        left = sum(self._count("flows", f.id) for f in outgoing)
        return self._count("elements", flow.source) > left

    def _count(self, kind: str, key: str) -> int:
        return self.trail.get(kind, {}).get(f"{self.process.id}/{key}", 0)


def _of(process_id: str, counts: Mapping[str, int]) -> list[str]:
    prefix = f"{process_id}/"
    return [key.removeprefix(prefix) for key in counts if key.startswith(prefix)]


def _links(case: Case, definition: Definition, process_id: str) -> dict[str, str]:
    entered = entered_processes(case)
    return {
        element.id: f"#diagram-{element.called_element}"
        for element in definition.processes[process_id].elements.values()
        if element.called_element in entered
    }
