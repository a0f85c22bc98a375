"""What somebody decided and wrote in a step, in the words of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from processes.forms import Field, FormSchema


@dataclass(frozen=True)
class Opinion:
    """``decision`` is the label of the button; ``remarks`` pairs labels of text fields with their text."""

    decision: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.decision or self.remarks)


def opinion_of(schema: FormSchema | None, values: Mapping[str, Any], language: str) -> Opinion:
    if schema is None:
        return Opinion()
    return Opinion(_decision(schema, values, language), list(_remarks(schema.fields, values, language)))


def _decision(schema: FormSchema, values: Mapping[str, Any], language: str) -> str:
    if schema.decision is None:
        return ""
    chosen = values.get(schema.decision.name)
    return next((o.label.in_language(language) for o in schema.decision.options if o.value == chosen), "")


def _remarks(
    fields: tuple[Field, ...], values: Mapping[str, Any], language: str
) -> Iterator[tuple[str, str]]:
    for found in fields:
        value = values.get(found.name)
        if found.type in {"text", "long_text"} and isinstance(value, str) and value:
            yield found.label.in_language(language), value
