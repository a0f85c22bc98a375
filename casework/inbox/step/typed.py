"""What somebody typed, as plain text to copy, where the form itself can no longer be handed in."""

from collections.abc import Iterator, Mapping
from typing import Any

from processes.forms import Field, FormSchema

WORDS = {"text", "long_text", "number", "money", "date", "table"}


def typed_and_saved(schema: FormSchema, raw: Mapping[str, Any], draft: Any, by: int, language: str) -> str:
    """With what ``by`` had saved in the task's ``draft`` before; what was typed last stands for it."""
    saved = draft["values"] if draft and draft.get("by") == by else {}
    return typed_text(schema, {**saved, **{name: value for name, value in raw.items() if value}}, language)


def typed_text(schema: FormSchema, raw: Mapping[str, Any], language: str) -> str:
    """One line for each field in which words were typed; choices and files are quickly made again."""
    return "\n".join(_lines(schema.fields, raw, language))


def _lines(fields: tuple[Field, ...], raw: Mapping[str, Any], language: str) -> Iterator[str]:
    for field in fields:
        value = raw.get(field.name)
        if not value or field.type not in WORDS:
            continue
        if field.type == "table":
            for row in value:
                yield from _lines(field.columns, row, language)
        else:
            yield f"{field.label.in_language(language)}：{value}"
