"""A compiled bundle: task specs, elements, forms, decisions and letters, immutable and shared between runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask

from processes.bundle import Bundle
from processes.decisions import DecisionTable, InvalidDecision, read_decisions
from processes.engine.joins import BoundaryJoin, EndJoin
from processes.engine.parser import DiagramParser
from processes.forms import FormSchema, InvalidForm, read_form
from processes.letters import InvalidLetter, read_letter
from processes.vocabulary import Element, Process, line_of, read_processes
from processes.xml import InvalidDocument, read_xml

NAMESPACES_OF_DRAWING = {"bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI"}


class InvalidDiagram(Exception):
    """A bundle cannot be compiled; the message names the file and the element, in Chinese."""

    def __init__(self, reason: str, *, path: str, element: str = "", name: str = "", line: int = 0) -> None:
        place = f" 第 {line} 行" if line else ""
        super().__init__(f"{path}{place}{f' · {name or element}' if element else ''}：{reason}")
        self.reason = reason
        self.path = path
        self.element = element
        self.name = name
        self.line = line


@dataclass(frozen=True)
class Definition:
    """``processes`` by process id; ``main`` is the process that a start begins with."""

    digest: str
    main: str
    processes: Mapping[str, Process]
    decisions: Mapping[str, DecisionTable]
    forms: Mapping[str, FormSchema]
    letters: Mapping[str, Mapping[str, Any]]
    spec: Any = field(repr=False)
    subprocess_specs: Mapping[str, Any] = field(repr=False)

    @cached_property
    def process_of_spec(self) -> Mapping[str, str]:
        """Embedded sub-processes have specs of their own; this leads from any spec to its process."""
        return {name: process.id for process in self.processes.values() for name in process.spec_names}

    def element(self, spec_name: str, element_id: str) -> Element | None:
        """The element behind a task of the engine, None for the library's own helper tasks."""
        process = self.processes.get(self.process_of_spec.get(spec_name, ""))
        return process.elements.get(element_id) if process else None

    def elements(self) -> list[Element]:
        return [element for process in self.processes.values() for element in process.elements.values()]


def compile_bundle(bundle: Bundle) -> Definition:
    """Compile every file of a bundle that the deploy check has passed. Raises InvalidDiagram."""
    try:
        return _compile(bundle)
    except InvalidDocument as error:
        raise InvalidDiagram(error.reason, path=error.path, line=error.line) from error
    except (InvalidDecision, InvalidForm, InvalidLetter) as error:
        raise InvalidDiagram(str(error), path=bundle.main) from error
    except ValidationException as error:
        raise _at_element(bundle, error) from error
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError, NotImplementedError) as error:
        # The last net: what is known to go wrong has a check of its own.
        reason = f"引擎不能编译这个流程（{type(error).__name__}: {error}）"
        raise InvalidDiagram(reason, path=bundle.main) from error


def _at_element(bundle: Bundle, error: Any) -> InvalidDiagram:
    """The library's complaint, with the line of the element that it was about to compile."""
    path, element = error.file_name or bundle.main, error.id or ""
    reason = f"引擎不能编译这个元素（{error}）"
    if "RecursionError" in str(error):
        reason = "从开始到这里的步骤太多，引擎走不完，请拆成几个流程"
    root = read_xml(bundle.files[path], path) if path in bundle.files else None
    nodes = root.iterfind(f".//*[@id={json.dumps(element)}]") if root is not None and element else ()
    line = next((line_of(node) for node in nodes), 0)
    return InvalidDiagram(reason, path=path, element=element, name=error.name or "", line=line)


def _forget_drawing(root: Any) -> None:
    """The library tries the flows of a gateway from the highest shape to the lowest: moving one would change a decision.

    Without the drawing it tries them in the order of the file, as BPMN 2.0.2 §13.4.2 has it.
    """
    for drawing in root.findall("bpmndi:BPMNDiagram", NAMESPACES_OF_DRAWING):
        root.remove(drawing)


def _compile(bundle: Bundle) -> Definition:
    roots = {path: read_xml(bundle.files[path], path) for path in bundle.paths(".bpmn")}
    processes = {p.id: p for path, root in roots.items() for p in read_processes(root, path)}
    main = _main_process(bundle, processes)
    parser = DiagramParser(processes)
    for path, root in roots.items():
        _forget_drawing(root)
        parser.add_bpmn_xml(root, filename=path)
    spec, called = parser.get_spec(main), parser.get_subprocess_specs(main)
    for compiled in (spec, *called.values()):
        _join_instances(compiled)
        _replace_helpers(compiled)
    return Definition(
        digest=bundle.digest,
        main=main,
        processes=MappingProxyType(processes),
        decisions=MappingProxyType(_decisions(bundle)),
        forms=MappingProxyType(_forms(bundle)),
        letters=MappingProxyType(_letters(bundle)),
        spec=spec,
        subprocess_specs=MappingProxyType(called),
    )


def _join_instances(spec: Any) -> None:
    """Let a multi-instance task hear of its instances' ends.

    The library connects them when it creates an instance, so that specs compiled afresh would never hear of instances
    that another server process created.
    """
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, LoopTask):
            spec.task_specs[task_spec.task_spec].completed_event.connect(task_spec.merge_child)


def _replace_helpers(spec: Any) -> None:
    """The parser makes some specs of the library's by itself; and none but the start may guess ahead (``workflow``)."""
    ours = {_EndJoin: EndJoin, BoundaryEventJoin: BoundaryJoin}
    for task_spec in spec.task_specs.values():
        task_spec.__class__ = ours.get(type(task_spec), type(task_spec))
        if task_spec is not spec.start:
            task_spec._predict = _guess_nothing


def _guess_nothing(my_task: Any, *args: Any, **kwargs: Any) -> None:
    pass


def _main_process(bundle: Bundle, processes: Mapping[str, Process]) -> str:
    path = f"{bundle.main}/process.bpmn"
    for process in processes.values():
        if process.path == path:
            return process.id
    raise InvalidDiagram("缺少主流程图。", path=path)


def _decisions(bundle: Bundle) -> dict[str, DecisionTable]:
    return {
        key: table
        for path in bundle.paths(".dmn")
        for key, table in read_decisions(bundle.files[path]).items()
    }


def _forms(bundle: Bundle) -> dict[str, FormSchema]:
    return {key: read_form(key, bundle.files[path]) for key, path in bundle.forms().items()}


def _letters(bundle: Bundle) -> dict[str, Mapping[str, Any]]:
    return {
        PurePosixPath(path).stem: read_letter(PurePosixPath(path).stem, bundle.files[path])
        for path in bundle.paths(".json")
        if PurePosixPath(path).parent.name == "letters"
    }
