"""Decision files: nothing but DMN and FEEL in them, and ids that fit the registers."""

import re
from collections.abc import Iterator

from lxml import etree

from processes.checks.draft import Draft
from processes.checks.expressions import known_names
from processes.checks.problem import Problem, problem_at, shortened
from processes.checks.writing import CONTROLS, FEEL, XSI
from processes.decisions import DecisionTable
from processes.expressions import cell_faults, expression_faults
from processes.vocabulary import BANJIE

DMN = re.compile(r"https?://www\.omg\.org/spec/(?:DMN|DD)/[\w/]{1,40}")
EDITOR = {"http://bpmn.io/schema/dmn/biodi/2.0", "http://bpmn.io/schema/dmn/biodi/1.0"}
LANGUAGES = {"expressionLanguage", "language"}
KINDS = {"externalFunctionDefinition", "import"}
MAXIMUM_TEXT = 4_000
MAXIMUM_KEY = 80


def check_tables(draft: Draft) -> Iterator[Problem]:
    known = known_names(draft)
    for path, root in draft.tables.items():
        for node in root.iter(etree.Element):
            yield from (problem_at(path, node, message) for message in _check_node(node))
    for path, root in draft.tables.items():
        for decision in root.iter("{*}decision"):
            key = str(decision.get("id", ""))
            if len(key) > MAXIMUM_KEY:
                yield problem_at(path, decision, f"决策的编号最多 {MAXIMUM_KEY} 个字符")
            table = draft.decisions.get(key)
            for message in _check_table(table, known | _names_in(root)) if table else ():
                yield problem_at(path, decision, message)


def _check_node(node: etree._Element) -> Iterator[str]:
    name = etree.QName(node)
    if not DMN.fullmatch(name.namespace or "") and name.namespace not in EDITOR:
        yield f"不认识的扩展 {shortened(name.localname)}（{shortened(name.namespace or '没有命名空间')}），引擎会忽略它"
    elif name.localname in KINDS:
        yield f"不支持 {name.localname}：决策只能用本文件里的 FEEL"
    for key, value in node.attrib.items():
        attribute = etree.QName(str(key))
        if attribute.namespace and attribute.namespace not in {BANJIE, XSI, *EDITOR}:
            yield f"不认识的属性 {shortened(attribute.localname)}，引擎会忽略它"
        elif attribute.localname in LANGUAGES and not FEEL.fullmatch(str(value)):
            yield f"表达式只能用 FEEL，不能用“{shortened(str(value))}”"
        elif attribute.localname == "kind" and str(value) != "FEEL":
            yield f"函数只能用 FEEL 写，不支持“{shortened(str(value))}”"
    for text in (node.text or "", *map(str, node.attrib.values())):
        if CONTROLS.search(text):
            yield "含有看不见的控制字符，请删除"
        elif len(text) > MAXIMUM_TEXT:
            yield f"文字有 {len(text)} 个字，最多 {MAXIMUM_TEXT} 个字"


def _check_table(table: DecisionTable, names: frozenset[str]) -> Iterator[str]:
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
