"""A diagram with its names in English, for readers; what is deployed and run stays as it was drawn."""

from lxml import etree

from processes.vocabulary import BANJIE
from processes.xml import read_xml

_NAME_EN = f"{{{BANJIE}}}nameEn"


def in_english(diagram: str) -> str:
    """``diagram`` (BPMN as text) where every element with an English name bears it. Raises InvalidDocument."""
    root = read_xml(diagram.encode(), "BPMN")
    for element in root.iter():
        name = element.get(_NAME_EN)
        if name:
            element.set("name", name)
    return etree.tostring(root, encoding="unicode")
