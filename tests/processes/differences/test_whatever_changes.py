"""Whatever is changed in a real diagram beside its drawing is told, in words; what only looks different is not."""

import re
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.differences import Kind, differences

FOLDERS = sorted(p.name for p in DEFINITIONS.iterdir() if (p / "process.bpmn").exists())
own = cache(lambda folder: read_bundle(DEFINITIONS / folder))
# What runs the same whatever stands there: where flows end is said by the flows themselves.
TWICE = {"task", "userTask"}
SILENT = {"definitions", "incoming", "outgoing", "BPMNDiagram", "extensionElements"}


def _nodes(root: etree._Element) -> list[etree._Element]:
    drawn = {node for drawing in root.iterfind("{*}BPMNDiagram") for node in drawing.iter()}
    return [
        node
        for node in root.iter()
        if isinstance(node.tag, str) and node not in drawn and etree.QName(node).localname not in SILENT
    ]


def _is_silent(node: etree._Element, attribute: str) -> bool:
    """Ids that nothing else names, the type that every expression has, and the second place of an English name."""
    name = etree.QName(node).localname
    is_part = re.search(
        "EventDefinition|^time|Expression|laneSet|collab|multiInstance|participant|sequenceFlow", name
    )
    return (
        bool(attribute == "id" and is_part)
        or "XMLSchema" in attribute
        or ("nameEn" in attribute and name in TWICE)
    )


def _mutate(data: st.DataObject, root: etree._Element) -> str:
    """Change, take away or add something; says what."""
    node = data.draw(st.sampled_from(_nodes(root)))
    attributes = [str(a) for a in node.attrib if not _is_silent(node, str(a))]
    ways = ["remove"] + ["change", "drop"] * bool(attributes) + ["say"] * bool((node.text or "").strip())
    way = data.draw(st.sampled_from(ways))
    if way == "remove":
        parent: Any = node.getparent()
        parent.remove(node)
    elif way == "say":
        node.text = f"{node.text} + 1"
    else:
        attribute = data.draw(st.sampled_from(attributes))
        node.attrib.pop(attribute) if way == "drop" else node.set(attribute, f"{node.get(attribute)}改")
        return f"{way} {attribute} of {node.tag}"
    return f"{way} {node.tag}"


@given(data=st.data())
def test_whatever_changes_in_a_diagram_is_told(data: st.DataObject) -> None:
    made = own(data.draw(st.sampled_from(FOLDERS)))
    path = data.draw(st.sampled_from(sorted(made.paths(".bpmn"))))
    root = etree.fromstring(made.files[path])
    before = _meaning(root)
    what = _mutate(data, root)
    if before != _meaning(root):
        told = differences(made, _with(made, path, root))
        assert [d for d in told if d.kind != Kind.MOVED], what


def _meaning(root: etree._Element) -> bytes:
    return etree.tostring(root, method="c14n")


def _with(made: Bundle, path: str, root: etree._Element) -> Bundle:
    return Bundle(made.main, {**made.files, path: etree.tostring(root)})
