"""The form schema: typed values, as ``forms/<key>.json`` gives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """One label in the languages of the screens."""

    zh: str
    en: str = ""

    def in_language(self, language: str) -> str:
        return self.en if language.startswith("en") and self.en else self.zh


@dataclass(frozen=True)
class Option:
    value: str
    label: Text
    tone: str = ""
    help: Text | None = None


@dataclass(frozen=True)
class Item:
    """One line of a checklist: ``weight`` counts in the score, a ``red`` one fails all of it when it is not met.

    ``finding`` is the code of the finding that a shortfall becomes; ``clause`` what the item rests on.
    """

    code: str
    text: Text
    weight: int = 1
    red: bool = False
    clause: str = ""
    finding: str = ""


@dataclass(frozen=True)
class ItemGroup:
    """Items under one heading; the heading may be empty."""

    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Rule:
    """``expression`` (FEEL) must be true of the form's own fields and the facts, or ``message`` is shown."""

    expression: str
    message: Text


@dataclass(frozen=True)
class Field:
    """``required`` and ``visible`` are booleans or FEEL text; ``variable`` fields are kept in engine data.

    ``readonly`` columns are shown and sent back as they were prefilled; the rows of a ``fixed`` table are exactly those
    that ``rows`` prefills. ``multiple`` fields (files, organisations, people) hold a list of ids. ``clause`` is what the
    field rests on, as it is quoted. ``offers`` (FEEL) answers the texts that may be chosen beside ``options``; a text is
    value and label at once, so that an answer can be read when what offered it is gone. ``line`` is where the field begins
    in its file.
    """

    name: str
    type: str
    label: Text
    help: Text | None = None
    required: bool | str = False
    visible: str | None = None
    variable: bool = False
    options: tuple[Option, ...] = ()
    offers: str | None = None
    default: Any = None
    rules: tuple[Rule, ...] = ()
    document_type: str | None = None
    multiple: bool = False
    minimum: int = 0
    roles: tuple[str, ...] = ()
    scope: str | None = None
    kinds: tuple[str, ...] = ()
    columns: tuple["Field", ...] = ()
    rows: str | None = None
    readonly: bool = False
    fixed: bool = False
    groups: tuple[ItemGroup, ...] = ()
    clause: str = ""
    line: int = 0

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of a checklist in their order."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def holds_list(self) -> bool:
        """Whether a value of this field is a list, empty where nothing was said."""
        return self.multiple or self.type in {"choices", "table", "file", "checklist"}

    def expressions(self) -> Iterator[str]:
        """Every FEEL text of the field itself, for the deploy check."""
        candidates = [self.required, self.visible, self.default, self.scope, self.rows, self.offers]
        yield from (
            c.removeprefix("=").strip() for c in candidates if isinstance(c, str) and c.startswith("=")
        )
        yield from (rule.expression for rule in self.rules)


@dataclass(frozen=True)
class Decision:
    """The choice that the buttons of the form make; always a routing variable."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FormStep:
    """One page of a guided submission: names of the form's ``fields``, and groups of ``papers`` that the case asks for."""

    key: str
    title: Text
    help: Text | None = None
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormSchema:
    """A form with ``steps`` is filled in page by page; each of its fields stands in exactly one of them."""

    key: str
    title: Text
    help: Text | None
    fields: tuple[Field, ...]
    decision: Decision | None
    steps: tuple[FormStep, ...] = ()
    clause: str = ""

    def variables(self) -> frozenset[str]:
        """Names that the form puts into engine data."""
        names = {field.name for field in self.fields if field.variable}
        return frozenset(names | ({self.decision.name} if self.decision else set()))
