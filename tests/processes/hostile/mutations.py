"""A seeded mutator: spoils one file of a bundle as careless hands, editors, transports and attackers do."""

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

from lxml import etree

VALUES = [
    "", " ", "x", "Start", "End", "typename", "__class__", "case", "true", "false", "maybe", "-1", "0", "1e999", "NaN",
    "9" * 400, "x" * 200, "长" * 5_000, "P99999999Y", "P1Y", "PT1S", "-P3D", "R/PT1S", "2026-05-01", "9999-12-31T00:00:00",
    "= 1/0", "= (", "= nobody", '= duration("P99999D")', "${7*7}", "a b", "a-b", "a.b", "../../x", "🙂", "名\u202e称",
    "\x7f", "'", '"', "]]>", "&", "http://example.org/x", "{urn:x}y", "RL-03 " * 60, "1\n2", "\ud7ff",
]  # fmt: skip
TAGS = [
    "userTask", "serviceTask", "task", "scriptTask", "startEvent", "endEvent", "boundaryEvent", "exclusiveGateway",
    "eventBasedGateway", "parallelGateway", "subProcess", "callActivity", "intermediateCatchEvent", "receiveTask",
    "sequenceFlow", "process", "definitions", "laneSet", "nonsense", "timerEventDefinition", "messageEventDefinition",
    "conditionExpression", "extensionElements", "multiInstanceLoopCharacteristics", "dataObject", "transaction",
]  # fmt: skip
JSON_VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 10**30, "", " ", "x" * 5_000, "= (", "= nobody", "typename", "名\u202e", "\x00", "\ud800",
    [], {}, [[]], [None], {"zh": 1}, {"typename": "x"}, "{{", "{{1", "}}", "person", "table", ["a"] * 300,
]  # fmt: skip


def mutate(content: bytes, path: str, dice: Random) -> bytes:
    """``content`` spoiled one to three times."""
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        content = _once(content, path, dice)
    return content


def _once(content: bytes, path: str, dice: Random) -> bytes:
    if dice.random() < 0.25:
        return dice.choice(TEXTUAL)(content, dice)
    try:
        return _json(content, dice) if path.endswith(".json") else _xml(content, dice)
    except (ValueError, etree.LxmlError, RecursionError):  # already spoiled beyond reading
        return dice.choice(TEXTUAL)(content, dice)


def _xml(content: bytes, dice: Random) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=False))
    nodes = [
        node
        for node in root.iter(etree.Element)
        if b"/DI" not in str(node.tag).encode() or dice.random() < 0.05
    ]
    dice.choice(STRUCTURAL)(dice.choice(nodes), nodes, dice)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _delete(node: Any, nodes: list[Any], dice: Random) -> None:
    if node.getparent() is not None:
        node.getparent().remove(node)


def _duplicate(node: Any, nodes: list[Any], dice: Random) -> None:
    if node.getparent() is not None:
        node.addnext(copy.deepcopy(node))


def _swap(node: Any, nodes: list[Any], dice: Random) -> None:
    other = dice.choice(nodes)
    if (
        node.getparent() is not None
        and other not in node.iterancestors()
        and node not in other.iterancestors()
    ):
        other.addnext(node) if other.getparent() is not None else None


def _move(node: Any, nodes: list[Any], dice: Random) -> None:
    other = dice.choice(nodes)
    if node.getparent() is not None and other is not node and node not in other.iterancestors():
        other.append(node)


def _rename(node: Any, nodes: list[Any], dice: Random) -> None:
    namespace = etree.QName(node).namespace
    node.tag = dice.choice(
        [f"{{{namespace}}}{dice.choice(TAGS)}", "{urn:banjie:bpmn:1}task", "{urn:x}y", "plain"]
    )


def _retarget(node: Any, nodes: list[Any], dice: Random) -> None:
    if node.attrib:
        known = [value for other in nodes for value in other.attrib.values()]
        node.set(dice.choice(list(node.attrib)), dice.choice(known))


def _set(node: Any, nodes: list[Any], dice: Random) -> None:
    names = [
        *node.attrib,
        "id",
        "name",
        "default",
        "calledElement",
        "isExecutable",
        "{urn:x}y",
        "expressionLanguage",
    ]
    node.set(dice.choice(names), _legal(dice.choice(VALUES)))


def _unset(node: Any, nodes: list[Any], dice: Random) -> None:
    if node.attrib:
        del node.attrib[dice.choice(list(node.attrib))]


def _write(node: Any, nodes: list[Any], dice: Random) -> None:
    node.text = _legal(dice.choice(VALUES))


def _append(node: Any, nodes: list[Any], dice: Random) -> None:
    namespace = etree.QName(dice.choice(nodes)).namespace
    etree.SubElement(node, f"{{{namespace}}}{dice.choice(TAGS)}", id=_legal(dice.choice(VALUES)))


def _nest(node: Any, nodes: list[Any], dice: Random) -> None:
    inner = node
    for number in range(dice.choice((3, 15, 200, 400))):
        inner = etree.SubElement(inner, node.tag, id=f"n{number}")


def _inflate(node: Any, nodes: list[Any], dice: Random) -> None:
    node.set("name", "长" * dice.choice((121, 5_000, 200_000, 400_000)))


def _multiply(node: Any, nodes: list[Any], dice: Random) -> None:
    if node.getparent() is not None:
        for _ in range(dice.choice((5, 50, 400))):
            node.addnext(copy.deepcopy(node))


STRUCTURAL: list[Callable[[Any, list[Any], Random], None]] = [
    _delete, _delete, _duplicate, _swap, _move, _rename, _retarget, _retarget, _set, _set, _unset, _write, _append, _nest,
    _inflate, _multiply,
]  # fmt: skip


def _legal(text: str) -> str:
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)


def _json(content: bytes, dice: Random) -> bytes:
    raw = json.loads(content)
    places = list(_places(raw))
    holder, key = dice.choice(places)
    kind = dice.randrange(7)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[dice.choice(["typename", "x", "__class__", "fields", "名", "type", "zh"])] = holder.pop(key)
    elif kind == 2:
        holder[key] = copy.deepcopy(dice.choice(places)[0])
    elif kind == 3 and isinstance(holder, list):
        holder.extend([copy.deepcopy(holder[key])] * dice.choice((1, 50, 300)))
    elif kind == 4:
        for _ in range(dice.choice((5, 400, 2_000))):
            holder[key] = (
                [holder[key]] if isinstance(key, int) or dice.random() < 0.5 else {"zh": holder[key]}
            )
    else:
        holder[key] = dice.choice(JSON_VALUES)
    return json.dumps(raw, ensure_ascii=dice.random() < 0.5).encode(errors="surrogatepass")


def _places(raw: Any) -> Any:
    for key in list(raw) if isinstance(raw, dict) else range(len(raw)):
        yield raw, key
        if isinstance(raw[key], dict | list):
            yield from _places(raw[key])


def _flip(content: bytes, dice: Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(dice.choice((1, 1, 4, 40))):
        if spoiled:
            spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def _cut(content: bytes, dice: Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _slice(content: bytes, dice: Random) -> bytes:
    a, b = sorted(dice.randrange(len(content) + 1) for _ in range(2))
    return content[:a] + content[b:] if dice.random() < 0.5 else content[:b] + content[a:]


def _insert(content: bytes, dice: Random) -> bytes:
    pieces = [b"\0", b"\xff", b"&lol;", b"<!--", b"<![CDATA[", b"&#0;", b"&#x202e;", b"<?x y?>", b"<!-- x -->", b'"', b"{",
              b"\xed\xa0\x80", "长".encode("gb18030"), b"<x:y/>", b"NaN", b"1" * 5_000]  # fmt: skip
    place = dice.randrange(len(content) + 1)
    return content[:place] + dice.choice(pieces) + content[place:]


def _recode(content: bytes, dice: Random) -> bytes:
    coding = dice.choice(("utf-16", "utf-16-le", "utf-32", "gb18030", "utf-8-sig", "utf-7"))
    return content.decode(errors="replace").encode(coding, errors="replace")


def _declare(content: bytes, dice: Random) -> bytes:
    subset = dice.choice((
        b'<!DOCTYPE a [<!ENTITY x "y">]>', b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ))  # fmt: skip
    head, mark, rest = content.partition(b"?>")
    return head + mark + subset + rest


def _relabel(content: bytes, dice: Random) -> bytes:
    return content.replace(b"UTF-8", dice.choice((b"UTF-16", b"GBK", b"x-none", b"ISO-8859-1")), 1)


TEXTUAL: list[Callable[[bytes, Random], bytes]] = [
    _flip, _flip, _flip, _cut, _slice, _slice, _insert, _insert, _recode, _declare, _relabel,
]  # fmt: skip
