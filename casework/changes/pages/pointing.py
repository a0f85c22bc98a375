"""One place of a version that another page points at: a step, a row, a form, a letter."""

import json
from dataclasses import dataclass
from pathlib import PurePosixPath

from processes.bundle import Bundle
from processes.differences.reading import Unreadable, xml_of


@dataclass(frozen=True)
class Pointed:
    """``element`` is an id within the file ``path``; ``marks`` is JSON for `bj-diagram`, empty for other files."""

    path: str
    element: str
    marks: str = ""


def pointed(bundle: Bundle, path: str, element: str) -> Pointed | None:
    """What is to be lit up; None where the version has no such file."""
    if path not in bundle.files:
        return None
    marks = _marks(bundle.files[path], path, element) if PurePosixPath(path).suffix == ".bpmn" else ""
    return Pointed(path, element, marks)


def _marks(content: bytes, path: str, element: str) -> str:
    """A step as the place to look at; of a flow, the gateway that it leaves as well."""
    try:
        root = xml_of(content, path)
    except Unreadable:
        return ""
    flows = root.iter("{*}sequenceFlow") if root is not None else ()
    source = next((flow.get("sourceRef", "") for flow in flows if flow.get("id") == element), None)
    found = {"current": [element]} if source is None else {"current": [source], "flows": [element]}
    return json.dumps(found)
