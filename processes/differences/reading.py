"""Files as they are compared: parsed, and never executed; a draft may hold what cannot be read yet."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from lxml import etree

from processes.xml import InvalidDocument, read_xml

T = TypeVar("T")


class Unreadable(Exception):
    """A file is not what its name says."""


def xml_of(content: bytes | None, path: str) -> etree._Element | None:
    """None for a file that is not there. Raises Unreadable."""
    if content is None:
        return None
    try:
        return read_xml(content, path)
    except InvalidDocument as error:
        raise Unreadable(path) from error


def object_of(content: bytes | None, path: str) -> Mapping[str, Any] | None:
    """None for a file that is not there. Raises Unreadable."""
    if content is None:
        return None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable(path) from error
    if not isinstance(found, dict):
        raise Unreadable(path)
    return found


def both(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
    """Every key with its two sides, in the order of ``after``, then what is gone."""
    for key in dict.fromkeys([*after, *before]):
        yield key, before.get(key), after.get(key)


def records(found: Any, key: str) -> list[Mapping[str, Any]]:
    """The objects of a list in an object; nothing where it is none."""
    inner = found.get(key) if isinstance(found, Mapping) else None
    return [one for one in inner if isinstance(one, Mapping)] if isinstance(inner, list) else []


def by_name(items: Iterable[Mapping[str, Any]], key: str) -> dict[str, Mapping[str, Any]]:
    return {str(item.get(key, "")): item for item in items}


def said(value: Any) -> str:
    """A label or a value in words: of a label in two languages the Chinese one."""
    if isinstance(value, Mapping):
        return str(value.get("zh") or value.get("en") or "")
    if isinstance(value, list):
        return "、".join(map(said, value))
    if value is None or isinstance(value, bool):
        return {True: "是", False: "否", None: "无"}[value]
    return str(value)
