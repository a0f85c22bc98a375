"""What somebody decided and wrote in a step, in the words of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.inbox.forms import Attached
from casework.inbox.wording.checked import Checked, checked
from casework.inbox.wording.filled import Filled, filled
from processes.forms import Field, FormSchema


@dataclass(frozen=True)
class Opinion:
    """``decision`` is the label of the button; ``remarks`` pairs labels of text fields with their text."""

    decision: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    checklists: list[Checked] = field(default_factory=list)
    tables: list[Filled] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.decision or self.remarks or self.checklists or self.tables)


def opinion_of(
    schema: FormSchema | None,
    values: Mapping[str, Any],
    language: str,
    attached: Mapping[str, Attached] | None = None,
) -> Opinion:
    """``attached`` holds the photos of checklists by their ids; those that are not in it are left out."""
    if schema is None:
        return Opinion()
    return Opinion(
        _decision(schema, values, language),
        list(_remarks(schema.fields, values, language)),
        list(_checklists(schema.fields, values, language, attached or {})),
        [one for f in schema.fields if (one := filled(f, values.get(f.name), language))],
    )


def _checklists(
    fields: tuple[Field, ...], values: Mapping[str, Any], language: str, attached: Mapping[str, Attached]
) -> Iterator[Checked]:
    for found in (f for f in fields if f.type == "checklist"):
        if (one := checked(found, values.get(found.name), language, attached)) is not None:
            yield one


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
