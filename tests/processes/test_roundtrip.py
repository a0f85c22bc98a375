"""Every diagram opens in bpmn-js, and is saved by it without losing anything."""

import json
import subprocess
from functools import cache
from typing import Any

import pytest
from lxml import etree

from config.bootstrap import frontend
from config.bootstrap.places import FRONTEND, ROOT
from config.bootstrap.progress import StepFailed

TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
DIAGRAMS = sorted((ROOT / "processes" / "definitions").rglob("*.bpmn"))


@cache
def saved() -> dict[str, dict[str, Any]]:
    """What bpmn-js reads and would write, by path; one start of Node for all."""
    try:
        node = frontend.node()
    except StepFailed:
        pytest.skip("Node is not installed")
    if not (FRONTEND / "node_modules" / "bpmn-moddle").is_dir():
        pytest.skip("the packages of the front end are not installed")
    command = [str(node), str(FRONTEND / "check-roundtrip.mjs"), *map(str, DIAGRAMS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {entry["file"]: entry for entry in json.loads(done.stdout)}


def facts(xml: bytes) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Elements with attributes and text, whatever the order of siblings and the choice of prefixes."""
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True, resolve_entities=False))
    return sorted(
        (place(element), attributes(element), (element.text or "").strip()) for element in root.iter()
    )


def place(element: etree._Element) -> str:
    return "/".join(etree.QName(e).text for e in [*list(element.iterancestors())[::-1], element])


def attributes(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """Types are compared without the prefix that a writer happened to choose."""
    given = {str(name): str(value) for name, value in element.attrib.items()}
    if TYPE in given:
        given[TYPE] = given[TYPE].split(":")[-1]
    given.pop(SCHEMA_LOCATION, None)
    return tuple(sorted(given.items()))


@pytest.mark.parametrize(
    "path", DIAGRAMS, ids=lambda path: str(path.relative_to(ROOT / "processes" / "definitions"))
)
def test_the_diagram_survives_bpmn_js(path: Any) -> None:
    result = saved()[str(path)]
    assert result["warnings"] == []
    assert facts(result["xml"].encode()) == facts(path.read_bytes())
