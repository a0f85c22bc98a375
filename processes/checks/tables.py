"""Decision files: nothing but DMN and FEEL in them, and ids that fit the registers."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from processes.checks.boxes import DMN_KINDS, REFUSED, REPEATABLE, SEVERAL
from processes.checks.draft import Draft
from processes.checks.expressions import known_names
from processes.checks.grammar import Kind
from processes.checks.identifiers import MAXIMUM_NAME
from processes.checks.problem import Problem, problem_at, shortened
from processes.checks.writing import CONTROLS, FEEL, XSI
from processes.decisions import DecisionTable
from processes.expressions import cell_faults, expression_faults
from processes.vocabulary import BANJIE

DMN = re.compile(r"https?://www\.omg\.org/spec/DMN/[\w/]{1,40}")
DRAWING = re.compile(r"https?://www\.omg\.org/spec/(?:DMN/\w+/(?:DMNDI|DC|DI)|DD/\w+/(?:DC|DI))/?")
EDITOR = {"http://bpmn.io/schema/dmn/biodi/2.0", "http://bpmn.io/schema/dmn/biodi/1.0"}
LANGUAGES = {"expressionLanguage", "language"}
MAXIMUM_TEXT = 4_000
MAXIMUM_KEY = 80


def check_tables(draft: Draft) -> Iterator[Problem]:
    known = known_names(draft)
    for path, root in draft.tables.items():
        for node in root.iter(etree.Element):
            yield from (problem_at(path, node, message) for message in _check_node(node))
        yield from _check_ids(path, root)
    for path, root in draft.tables.items():
        for decision in root.iter("{*}decision"):
            key = str(decision.get("id", ""))
            if len(key) > MAXIMUM_KEY:
                yield problem_at(path, decision, f"决策的编号最多 {MAXIMUM_KEY} 个字符")
            table = draft.decisions.get(key)
            names = None if known is None else known | _names_in(root)
            for message in _check_table(table, names) if table else ():
                yield problem_at(path, decision, message)


def _check_node(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node)
    yield from _check_characters(node)
    if DRAWING.fullmatch(name.namespace or "") or name.namespace in EDITOR:
        return
    kind = DMN_KINDS.get(name.localname)
    if not DMN.fullmatch(name.namespace or ""):
        yield f"不认识的扩展 {shortened(name.localname)}（{shortened(name.namespace or '没有命名空间')}），引擎会忽略它"
    elif kind is None:
        yield REFUSED.get(name.localname, f"引擎不支持 {shortened(name.localname)}")
    else:
        yield from _check_place(node, kind)
        yield from _check_attributes(node, kind)


def _check_characters(node: etree._Element) -> Iterator[str]:
    for text in (node.text or "", node.tail or "", *map(str, node.attrib.values())):
        if CONTROLS.search(text):
            yield "含有看不见的控制字符，请删除"
        elif len(text) > MAXIMUM_TEXT:
            yield f"文字有 {len(text)} 个字，最多 {MAXIMUM_TEXT} 个字"


def _check_place(node: etree._Element, kind: Kind) -> Iterator[str]:
    name, parent = etree.QName(node).localname, node.getparent()
    around = etree.QName(parent).localname if parent is not None else ""
    holder = DMN_KINDS.get(around)
    if holder is not None and name not in holder.children:
        yield f"{name} 不能放在 {around} 里"
    loose = [node.text or "" if not kind.text else "", *(child.tail or "" for child in node)]
    if any(text.strip() for text in loose):
        yield f"这里不该有文字“{shortened(''.join(loose).strip(), 20)}”"
    if kind.text and len(node):
        yield f"{name} 里只能写文字"
    count = Counter(etree.QName(child).localname for child in node if isinstance(child.tag, str))
    for child, times in count.items():
        if times > 1 and child in DMN_KINDS and child not in REPEATABLE and name not in SEVERAL:
            yield f"{child} 只能写一个，这里有 {times} 个"


def _check_attributes(node: etree._Element, kind: Kind) -> Iterator[str]:
    for key, value in node.attrib.items():
        attribute = etree.QName(str(key))
        if attribute.namespace:
            if attribute.namespace not in {BANJIE, XSI, *EDITOR}:
                yield f"不认识的属性 {shortened(attribute.localname)}，引擎会忽略它"
        elif attribute.localname not in kind.attributes:
            yield f"不认识的属性 {shortened(attribute.localname)}，引擎会忽略它"
        elif attribute.localname in LANGUAGES and not FEEL.fullmatch(str(value)):
            yield f"表达式只能用 FEEL，不能用“{shortened(str(value))}”"
        elif attribute.localname == "kind" and str(value) != "FEEL":
            yield f"函数只能用 FEEL 写，不支持“{shortened(str(value))}”"
        elif attribute.localname in {"name", "label"} and len(value) > MAXIMUM_NAME:
            yield f"名称有 {len(value)} 个字，最多 {MAXIMUM_NAME} 个字"


def _check_ids(path: str, root: etree._Element) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in root.iter("{*}*"):
        key = str(node.get("id", ""))
        if key and key in seen:
            yield problem_at(path, node, "编号重复")
        seen.add(key)


def _check_table(table: DecisionTable, names: frozenset[str] | None) -> Iterator[str]:
    if not table.rules:
        yield "决策表没有一条规则"
    if any(output.name == "typename" for output in table.outputs):
        yield "输出列不能叫 typename：这是引擎自己用的"
    for column in table.inputs:
        yield from expression_faults(column.text, names=names)
    for place, rule in enumerate(table.rules, 1):
        for tests in rule.entries:
            yield from (f"第 {place} 行的{fault}" for fault in cell_faults(tests.text, tests, names=names))
        for cell in rule.outputs:
            yield from (f"第 {place} 行的{fault}" for fault in expression_faults(cell.text, names=names))


def _names_in(root: etree._Element) -> frozenset[str]:
    """What the decisions of a file may read of each other: inputs, variables and parameters are named there."""
    return frozenset(str(node.get("name")) for node in root.iter(etree.Element) if node.get("name"))
