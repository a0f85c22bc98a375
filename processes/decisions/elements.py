"""Elements of DMN XML by local name: the versions of the standard differ in namespace, not in what is read
here."""

from collections.abc import Iterator

from lxml import etree

from processes.xml import InvalidDocument, read_xml

Element = etree._Element


class InvalidDecision(Exception):
    """A decision that cannot be read; the message says where, in Chinese; `element` is the XML id, if it
    has one."""

    def __init__(self, message: str, element: str | None = None) -> None:
        super().__init__(message)
        self.element = element


def read_definitions(xml: bytes) -> Element:
    """The root of a DMN file. Raises InvalidDecision for XML that is unsafe, broken or of another kind."""
    try:
        root = read_xml(xml, "DMN")
    except InvalidDocument as error:
        raise InvalidDecision(str(error)) from error
    if local(root) != "definitions" or not any("/DMN/" in space for space in root.nsmap.values()):
        raise InvalidDecision("不是 DMN 文件：根元素应当是 definitions。")
    return root


def local(element: Element) -> str:
    """The name without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def every(element: Element, tag: str) -> Iterator[Element]:
    """Children of that name."""
    return (child for child in element if local(child) == tag)


def one(element: Element, tag: str) -> Element | None:
    """The first child of that name."""
    return next(every(element, tag), None)


def text_of(element: Element) -> str:
    """What the child `text` holds."""
    text = one(element, "text")
    return ("".join(map(str, text.itertext())) if text is not None else "").strip()
