"""Holds every element and attribute of a diagram against the closed grammar."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from processes.checks.grammar import (
    ANYWHERE,
    BANJIE_KINDS,
    BPMN_KINDS,
    EXTENSIONS,
    REFUSED,
    REPEATABLE,
    REQUIRED,
    VALUES,
    Kind,
)
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BANJIE, BPMN
from processes.vocabulary.words import tag_name

MAXIMUM_TEXT = 4_000
DRAWING = {
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
}
COLOURS = {
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
}
XSI = "http://www.w3.org/2001/XMLSchema-instance"
FEEL = re.compile(r"https?://www\.omg\.org/spec/(?:DMN|FEEL)/[\w/]{1,40}")
NUMBERS = {"x", "y", "width", "height"}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def check_writing(path: str, root: etree._Element) -> Iterator[Problem]:
    """What stands in a diagram that the engine does not read, with its line."""
    if root.tag != f"{{{BPMN}}}definitions":
        yield problem_at(path, root, "不是 BPMN 文件：根元素应当是 definitions")
        return
    for node in root.iter(etree.Element):
        yield from (problem_at(path, node, message) for message in _check_node(node))


def _check_node(node: etree._Element) -> Iterator[str]:
    yield from _check_characters(node)
    name = etree.QName(node)
    if name.namespace in DRAWING:
        yield from _check_drawing(node)
    elif name.namespace == BANJIE:
        yield from _check_extension(node, name.localname)
    elif name.namespace != BPMN:
        yield f"不认识的扩展 {shortened(name.localname)}（{shortened(name.namespace or '没有命名空间')}），引擎会忽略它"
    elif name.localname in REFUSED:
        yield REFUSED[name.localname]
    elif name.localname not in BPMN_KINDS:
        yield f"引擎不支持 {tag_name(shortened(name.localname))}"
    else:
        yield from _check_bpmn(node, name.localname)


def _check_characters(node: etree._Element) -> Iterator[str]:
    for text in (node.text or "", node.tail or "", *map(str, node.attrib.values())):
        if CONTROLS.search(text):
            yield "含有看不见的控制字符，请删除"
        elif len(text) > MAXIMUM_TEXT:
            yield f"文字有 {len(text)} 个字，最多 {MAXIMUM_TEXT} 个字"


def _check_bpmn(node: etree._Element, name: str) -> Iterator[str]:
    kind = BPMN_KINDS[name]
    parent = node.getparent()
    if parent is not None and not _may_contain(parent, name):
        yield f"{tag_name(name)}不能放在{tag_name(shortened(etree.QName(parent).localname))}里"
    elif parent is None and name != "definitions":
        yield f"{tag_name(name)}不能是根元素"
    yield from _check_attributes(node, kind)
    yield from _check_text(node, kind)
    yield from _check_repetition(node)


def _may_contain(parent: etree._Element, name: str) -> bool:
    owner = etree.QName(parent)
    if owner.namespace != BPMN:
        return False
    if owner.localname not in BPMN_KINDS:
        return owner.localname in REFUSED  # said once, at the parent
    return name in BPMN_KINDS[owner.localname].children or (
        name in ANYWHERE and owner.localname not in ANYWHERE
    )


def _check_extension(node: etree._Element, name: str) -> Iterator[str]:
    kind = BANJIE_KINDS.get(name)
    if kind is None:
        yield f"不认识的扩展 banjie:{shortened(name)}，引擎会忽略它"
        return
    parent = node.getparent()
    place = etree.QName(parent) if parent is not None else None
    if place is not None and place.namespace == BANJIE:
        fits = name in getattr(BANJIE_KINDS.get(place.localname), "children", ())
    else:
        holder = (
            parent.getparent()
            if parent is not None and parent.tag == f"{{{BPMN}}}extensionElements"
            else None
        )
        owner = etree.QName(holder).localname if holder is not None else ""
        fits = name in EXTENSIONS.get(owner, ()) or owner in REFUSED
    for attribute in REQUIRED.get(name, ()):
        if node.get(attribute) is None:
            yield f"banjie:{name} 缺少 {attribute}"
    if not fits:
        yield f"banjie:{name} 放在这里没有作用，请移到它所属的元素里"
    yield from _check_attributes(node, kind)
    yield from _check_text(node, kind)
    yield from _check_repetition(node)


def _check_attributes(node: etree._Element, kind: Kind) -> Iterator[str]:
    for key, value in node.attrib.items():
        name = etree.QName(str(key))
        if name.namespace:
            if not _is_known_foreign(node, name, str(value)):
                yield f"不认识的属性 {shortened(name.localname)}，引擎会忽略它"
        elif name.localname not in kind.attributes:
            yield f"不认识的属性 {shortened(name.localname)}，引擎会忽略它"
        elif value not in VALUES.get(name.localname, {value}):
            wanted = " 或 ".join(sorted(VALUES[name.localname]))
            yield f"属性 {name.localname} 只能是 {wanted}，现在是“{shortened(str(value))}”"
        elif name.localname in {"language", "expressionLanguage"} and not FEEL.fullmatch(str(value)):
            yield f"表达式只能用 FEEL，不能用“{shortened(str(value))}”"


def _is_known_foreign(node: etree._Element, name: etree.QName, value: str) -> bool:
    if name.namespace == XSI and name.localname == "type":
        written = value.rpartition(":")[2]
        return written in {"tFormalExpression", "tExpression"} and etree.QName(node).namespace == BPMN
    if name.namespace == XSI:
        return name.localname == "schemaLocation" and node.getparent() is None
    return name.namespace == BANJIE and name.localname == "nameEn" and etree.QName(node).namespace == BPMN


def _check_text(node: etree._Element, kind: Kind) -> Iterator[str]:
    written = "" if kind.text else (node.text or "").strip()
    loose = next((c.tail for c in node if c.tail and c.tail.strip()), "")
    if written or loose:
        yield f"这里不该有文字“{shortened((written or loose).strip(), 20)}”"
    if kind.text and len(node):
        yield f"{tag_name(etree.QName(node).localname)}里只能写文字"


def _check_repetition(node: etree._Element) -> Iterator[str]:
    """What the engine does not know was spoken of already, each by itself."""
    tags = Counter(etree.QName(child) for child in node if isinstance(child.tag, str))
    if etree.QName(node).localname == "extensionElements":
        ours = {tag.localname: times for tag, times in tags.items() if tag.namespace == BANJIE}
        yield from (
            f"banjie:{shortened(name)} 只能写一个，这里有 {times} 个"
            for name, times in ours.items()
            if times > 1 and name not in {"separation", "start"}
        )
        return
    for tag, times in tags.items():
        known = tag.localname in BPMN_KINDS or tag.localname in BANJIE_KINDS
        if times > 1 and known and tag.localname not in REPEATABLE:
            yield f"{tag_name(tag.localname)}只能写一个，这里有 {times} 个"


def _check_drawing(node: etree._Element) -> Iterator[str]:
    parent = node.getparent()
    if parent is not None and etree.QName(parent).namespace == BPMN and parent.getparent() is not None:
        yield "图形信息只能放在文件末尾的 BPMNDiagram 里"
    if (node.text or "").strip():
        yield "图形信息里不该有文字"
    for key, value in node.attrib.items():
        name = etree.QName(str(key))
        if name.namespace and name.namespace not in COLOURS:
            yield f"不认识的属性 {shortened(name.localname)}，引擎会忽略它"
        elif name.localname in NUMBERS and not _is_number(str(value)):
            yield f"图形的 {name.localname} 应当是数字，现在是“{shortened(str(value), 20)}”"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
