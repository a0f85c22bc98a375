"""Reads XML that a person supplied, without entities, network or size surprises."""

from typing import Any

from lxml import etree

MAXIMUM_BYTES = 1_000_000


class InvalidDocument(Exception):
    """The file is not acceptable XML; the message says why, in Chinese; ``line`` is 0 where none can be named."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}{f' 第 {line} 行' if line else ''}：{reason}")
        self.path = path
        self.reason = reason
        self.line = line


def read_xml(content: bytes, path: str) -> etree._Element:
    """Parse ``content`` and return its root, without comments and processing instructions.

    Raises InvalidDocument when it is over 1 MB, is not UTF-8 or not well-formed, or carries a DOCTYPE: an internal
    entity would otherwise be expanded, and a DOCTYPE hidden by an encoding escapes a search through the bytes.
    """
    if len(content) > MAXIMUM_BYTES:
        raise InvalidDocument(path, "文件超过 1 MB，请拆成几个流程。")
    check_text(content, path)
    # A comment inside a condition would hide from the library what follows it, but not from the reader.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, LookupError) as error:
        line = getattr(error, "lineno", None) or 0
        raise InvalidDocument(path, "不是完整的 XML，请检查这一行附近的标签和引号。", line) from error
    document: Any = root.getroottree().docinfo
    if document.doctype:
        line = content[: content.upper().find(b"<!DOCTYPE")].count(b"\n") + 1
        raise InvalidDocument(path, "不允许 DOCTYPE 声明，请删除后重试。", line)
    if (document.encoding or "UTF-8").upper() not in {"UTF-8", "US-ASCII", "ASCII"}:
        raise InvalidDocument(path, f"文件声明的编码是 {document.encoding}，请用 UTF-8 编码保存。", 1)
    return root


def check_text(content: bytes, path: str) -> None:
    """See that a file can be kept as text: UTF-8 without NUL. Raises InvalidDocument."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidDocument(path, "不是 UTF-8 文字，请用 UTF-8 编码保存。", line) from error
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise InvalidDocument(path, "含有空字符，请用 UTF-8 编码重新保存。", line)
