"""The form schema: typed values read from ``forms/<key>.json``."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MAXIMUM_BYTES = 64 * 1024
TYPES = {
    "text", "long_text", "number", "money", "date", "choice", "choices", "yes_no", "file", "organisation", "person",
    "table",
}  # fmt: skip


class InvalidForm(Exception):
    """A form definition is not usable; the message names the form and the field, in Chinese."""


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
class Rule:
    """``expression`` (FEEL) must be true of the form's own fields and the facts, or ``message`` is shown."""

    expression: str
    message: Text


@dataclass(frozen=True)
class Field:
    """``required`` and ``visible`` are booleans or FEEL text; ``variable`` fields are kept in engine data.

    ``readonly`` columns are shown and sent back as they were prefilled; the rows of a ``fixed`` table are exactly those
    that ``rows`` prefills.
    """

    name: str
    type: str
    label: Text
    help: Text | None = None
    required: bool | str = False
    visible: str | None = None
    variable: bool = False
    options: tuple[Option, ...] = ()
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


@dataclass(frozen=True)
class Decision:
    """The choice that the buttons of the form make; always a routing variable."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FormSchema:
    key: str
    title: Text
    help: Text | None
    fields: tuple[Field, ...]
    decision: Decision | None

    def expressions(self) -> Iterator[str]:
        """Every FEEL text in the form, for the deploy check."""
        for field in (*self.fields, *(c for f in self.fields for c in f.columns)):
            candidates = [field.required, field.visible, field.default, field.scope, field.rows]
            yield from (
                c.removeprefix("=").strip() for c in candidates if isinstance(c, str) and c.startswith("=")
            )
            yield from (rule.expression for rule in field.rules)

    def variables(self) -> frozenset[str]:
        """Names that the form puts into engine data."""
        names = {field.name for field in self.fields if field.variable}
        return frozenset(names | ({self.decision.name} if self.decision else set()))


def read_form(key: str, content: bytes) -> FormSchema:
    """Read a form definition. Raises InvalidForm."""
    if len(content) > MAXIMUM_BYTES:
        raise InvalidForm(f"表单 {key} 超过 64 KB。")
    try:
        raw = json.loads(content)
        return FormSchema(
            key=key,
            title=_text(raw["title"]),
            help=_optional_text(raw.get("help")),
            fields=tuple(_field(key, item) for item in raw.get("fields", [])),
            decision=_decision(raw.get("decision")),
        )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InvalidForm(f"表单 {key} 的定义不完整：{error}") from error


def _field(form: str, raw: Mapping[str, Any]) -> Field:
    if raw["type"] not in TYPES:
        raise InvalidForm(f"表单 {form} 的字段 {raw['name']} 类型 {raw['type']} 不存在。")
    return Field(
        name=raw["name"],
        type=raw["type"],
        label=_text(raw["label"]),
        help=_optional_text(raw.get("help")),
        required=raw.get("required", False),
        visible=raw.get("visible"),
        variable=bool(raw.get("variable", False)),
        options=_options(raw.get("options", [])),
        default=raw.get("default"),
        rules=tuple(
            Rule(item["rule"].removeprefix("=").strip(), _text(item["message"]))
            for item in raw.get("rules", [])
        ),
        document_type=raw.get("document_type"),
        multiple=bool(raw.get("multiple", False)),
        minimum=int(raw.get("minimum", 0)),
        roles=tuple(raw.get("role", "").split()),
        scope=raw.get("scope"),
        kinds=tuple(raw.get("kinds", "").split()),
        columns=tuple(_field(form, item) for item in raw.get("columns", [])),
        rows=raw.get("rows"),
        readonly=bool(raw.get("readonly", False)),
        fixed=bool(raw.get("fixed", False)),
    )


def _decision(raw: Mapping[str, Any] | None) -> Decision | None:
    return Decision(raw["name"], _options(raw["options"])) if raw else None


def _options(raw: list[Mapping[str, Any]]) -> tuple[Option, ...]:
    return tuple(
        Option(item["value"], _text(item["label"]), item.get("tone", ""), _optional_text(item.get("help")))
        for item in raw
    )


def _text(raw: Mapping[str, str] | str) -> Text:
    return Text(raw) if isinstance(raw, str) else Text(raw["zh"], raw.get("en", ""))


def _optional_text(raw: Mapping[str, str] | str | None) -> Text | None:
    return _text(raw) if raw else None
