"""One difference, and the words that it is told in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    # Only drawn elsewhere: nothing runs otherwise.
    MOVED = "moved"


def came_or_went(before: object | None) -> tuple[Kind, str]:
    """The kind and the word for what is on one side only."""
    return (Kind.ADDED, "新增") if before is None else (Kind.REMOVED, "删除")


class Noun(StrEnum):
    PROCESS = "process"
    ELEMENT = "element"
    FLOW = "flow"
    LANE = "lane"
    NOTE = "note"
    TABLE = "table"
    ROW = "row"
    FORM = "form"
    FIELD = "field"
    LETTER = "letter"
    SCENARIO = "scenario"
    FILE = "file"


@dataclass(frozen=True)
class Difference:
    """``element`` is the id to mark in the diagram of ``process`` (or in the table or form of ``path``); ``sentence`` says
    all of it in Chinese, ``before`` and ``after`` are the two sides where there are some."""

    kind: Kind
    noun: Noun
    path: str
    sentence: str
    process: str = ""
    element: str = ""
    name: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Glossary:
    """What codes are called before people: ``roles`` by id, ``scopes`` by FEEL text, ``operations`` by name, and the
    ``names`` of the rest by sort and id: ``form:apply``, ``table:D12``, ``process:rectify``, ``element:rectify/u``,
    ``lane:l``, ``letter:notice`` of what a bundle defines, ``office:JJK``, ``kind:JC``, ``parameter:letter`` of the
    host's. The names that ``differences`` finds in the two bundles go before those that are given."""

    roles: Mapping[str, str] = field(default_factory=dict)
    scopes: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def named(self, sort: str, key: str, otherwise: str = "") -> str:
        return self.names.get(f"{sort}:{key}") or otherwise or key

    def people(self, roles: Iterable[str], scope: str) -> str:
        """责任单位的校长."""
        return f"{self.scope(scope.removeprefix('='))}的{'、'.join(map(self.role, roles))}"

    def role(self, code: str) -> str:
        return self.roles.get(code, code)

    def scope(self, text: str) -> str:
        return self.scopes.get(text.strip(), f"“{text}”所指的单位")

    def operation(self, name: str) -> str:
        return self.operations.get(name, name)
