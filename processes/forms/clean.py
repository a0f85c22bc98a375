"""Checks what somebody filled in: only declared fields are read, every value is typed, nothing else gets through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from processes.forms.checklists import read_checklist
from processes.forms.conditions import Evaluate, check, is_required, is_visible
from processes.forms.faults import FormRejected, Wrong
from processes.forms.scalars import read
from processes.forms.schema import Field, FormSchema
from processes.forms.tables import read_table


@dataclass(frozen=True)
class Cleaned:
    """``values``: every visible declared field as JSON values; ``variables``: those that route the case."""

    values: Mapping[str, Any]
    variables: Mapping[str, Any]


def clean(schema: FormSchema, raw: Mapping[str, Any], evaluate: Evaluate) -> Cleaned:
    """Return the declared values of ``raw``; ``evaluate(expression, own_values)`` answers the form's FEEL.

    Raises FormRejected with every problem at once.
    """
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for field in schema.fields:
        try:
            values[field.name] = _value(field, raw.get(field.name), evaluate, values)
        except Wrong as wrong:
            errors[field.name] = wrong.sentences
            values[field.name] = [] if field.type == "checklist" else None
    _decide(schema, raw, values, errors)
    hidden = {f.name: f for f in schema.fields if not is_visible(f, evaluate, values)}
    # What does not show is neither asked for nor taken: not its faults, and not as a reason for those of others.
    for name, field in hidden.items():
        errors.pop(name, None)
        values[name] = [] if field.holds_list else None
    unread = frozenset(errors)
    for field in schema.fields:
        if field.name in hidden or field.name in unread:
            continue
        if found := check(field, values, evaluate, unread):
            errors[field.name] = found
    if errors:
        raise FormRejected(errors)
    for name in hidden:
        values.pop(name)
    routing = schema.variables()
    return Cleaned(values, {name: value for name, value in values.items() if name in routing})


def _decide(
    schema: FormSchema, raw: Mapping[str, Any], values: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    if schema.decision is None:
        return
    chosen = raw.get(schema.decision.name)
    if not isinstance(chosen, str) or chosen not in {option.value for option in schema.decision.options}:
        errors.setdefault(schema.decision.name, []).append(gettext("请点击下方的一个按钮作出决定。"))
        chosen = None
    values[schema.decision.name] = chosen


def _value(field: Field, raw: Any, evaluate: Evaluate, values: Mapping[str, Any]) -> Any:
    if field.type == "table":
        return read_table(field, raw, evaluate)
    if field.type == "checklist":
        return read_checklist(field, raw, required=is_required(field, evaluate, values))
    return read(field, raw)
