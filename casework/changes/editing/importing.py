"""A diagram from any modeler: refused with a reason, or taken with what the engine would not run in it named."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from processes.checks.sizes import MAXIMUM_NODES
from processes.checks.writing import check_writing
from processes.vocabulary import BPMN, NAMESPACES
from processes.xml import InvalidDocument, read_xml

MOST_NOTES = 20
DRAWING = "{http://www.omg.org/spec/BPMN/20100524/DI}"


class DiagramRefused(ValueError):
    """The file cannot be edited here; the message says why, in Chinese."""


def notes_on(content: str, name: str) -> list[str]:
    """Sentences about what the engine does not run, at most 20 and one about the rest. Raises DiagramRefused."""
    try:
        root = read_xml(content.encode(errors="surrogatepass"), name)
    except InvalidDocument as error:
        raise DiagramRefused(error.reason) from error
    _refuse(root)
    notes = list(dict.fromkeys(_notes(root, name)))
    if len(notes) > MOST_NOTES:
        rest = _("……还有 %(n)s 处，检查时会逐一列出。") % {"n": len(notes) - MOST_NOTES}
        return [*notes[:MOST_NOTES], rest]
    return notes


def _refuse(root: etree._Element) -> None:
    if root.tag != f"{{{BPMN}}}definitions":
        raise DiagramRefused(_("这不是 BPMN 2.0 流程图文件。"))
    if root.find("bpmn:process", NAMESPACES) is None:
        raise DiagramRefused(_("文件里没有流程（process），只有协作或编排图。"))
    if root.find(f".//{DRAWING}BPMNShape") is None:
        raise DiagramRefused(_("文件里只有流程，没有图形（BPMNDiagram），请在原来的工具里带图形导出。"))
    nodes = sum(1 for _node in root.iter(f"{DRAWING}BPMNShape"))
    if nodes > 2 * MAXIMUM_NODES:
        raise DiagramRefused(_("图上有 %(n)s 个元素，太大了，请拆成几个流程。") % {"n": nodes})


def _notes(root: etree._Element, name: str) -> Iterator[str]:
    for problem in check_writing(name, root):
        place = problem.name or problem.element
        yield f"{place}：{problem.message}" if place else problem.message
