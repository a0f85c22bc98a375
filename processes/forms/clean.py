"""Checks what somebody filled in: only declared fields are read, every value is typed, nothing else gets through."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from processes.forms.schema import Field, FormSchema

MAXIMUM_TEXT = 10_000
MAXIMUM_ROWS = 200
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

Evaluate = Callable[[str, Mapping[str, Any]], Any]


class FormRejected(Exception):
    """``errors`` maps a field name (or ``""`` for the whole form) to sentences in Chinese."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("；".join(s for sentences in errors.values() for s in sentences))
        self.errors = errors


@dataclass(frozen=True)
class Cleaned:
    """``values``: every visible declared field as JSON values; ``variables``: those that route the case."""

    values: Mapping[str, Any]
    variables: Mapping[str, Any]


class _Wrong(Exception):
    pass


def clean(schema: FormSchema, raw: Mapping[str, Any], evaluate: Evaluate) -> Cleaned:
    """Return the declared values of ``raw``; ``evaluate(expression, own_values)`` answers the form's FEEL.

    Raises FormRejected with every problem at once.
    """
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    for field in schema.fields:
        try:
            values[field.name] = _value(field, raw.get(field.name), evaluate, values)
        except _Wrong as wrong:
            errors.setdefault(field.name, []).append(str(wrong))
            values[field.name] = None
    _decide(schema, raw, values, errors)
    visible = {f.name for f in schema.fields if _visible(f, evaluate, values)}
    errors = {name: e for name, e in errors.items() if name in visible or not _is_field(schema, name)}
    for field in schema.fields:
        if field.name in visible and field.name not in errors:
            _check(field, values, evaluate, errors)
        elif field.name not in visible:
            values.pop(field.name)
    if errors:
        raise FormRejected(errors)
    routing = schema.variables()
    return Cleaned(values, {name: value for name, value in values.items() if name in routing})


def _is_field(schema: FormSchema, name: str) -> bool:
    return any(field.name == name for field in schema.fields)


def _decide(
    schema: FormSchema, raw: Mapping[str, Any], values: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    if schema.decision is None:
        return
    chosen = raw.get(schema.decision.name)
    if chosen not in {option.value for option in schema.decision.options}:
        errors.setdefault(schema.decision.name, []).append("请点击下方的一个按钮作出决定。")
    values[schema.decision.name] = chosen


def _visible(field: Field, evaluate: Evaluate, values: Mapping[str, Any]) -> bool:
    return field.visible is None or evaluate(field.visible.removeprefix("="), values) is True


def _check(field: Field, values: dict[str, Any], evaluate: Evaluate, errors: dict[str, list[str]]) -> None:
    value = values[field.name]
    required = field.required
    if isinstance(required, str):
        required = evaluate(required.removeprefix("="), values) is True
    if required and value in (None, "", []):
        errors.setdefault(field.name, []).append(f"请填写“{field.label.zh}”。")
        return
    if field.minimum and isinstance(value, list) and len(value) < field.minimum and (required or value):
        errors.setdefault(field.name, []).append(
            f"“{field.label.zh}”至少要 {field.minimum} 份，现在是 {len(value)} 份。"
        )
    if value in (None, "", []):
        return
    for rule in field.rules:
        if evaluate(rule.expression, values) is not True:
            errors.setdefault(field.name, []).append(rule.message.zh)


def _value(field: Field, raw: Any, evaluate: Evaluate, values: Mapping[str, Any]) -> Any:
    if raw in (None, ""):
        return [] if field.type in {"choices", "table"} or (field.type == "file") else None
    return _READERS[field.type](field, raw, evaluate, values)


def _text(field: Field, raw: Any, *_: Any) -> str:
    if not isinstance(raw, str):
        raise _Wrong(f"“{field.label.zh}”要填文字。")
    text = _CONTROL.sub("", unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))).strip()
    if field.type == "text":
        text = " ".join(text.split("\n"))
    if len(text) > MAXIMUM_TEXT:
        raise _Wrong(f"“{field.label.zh}”最多 {MAXIMUM_TEXT} 个字，现在是 {len(text)} 个字。")
    return text


def _number(field: Field, raw: Any, *_: Any) -> int | float | str:
    if isinstance(raw, bool):
        raise _Wrong(f"“{field.label.zh}”要填数字。")
    try:
        number = Decimal(str(raw).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        raise _Wrong(f"“{field.label.zh}”要填数字，“{raw}”不是数字。") from None
    if not number.is_finite() or abs(number) > Decimal("1e15"):
        raise _Wrong(f"“{field.label.zh}”的数字太大。")
    if field.type == "money":
        if number != number.quantize(Decimal("0.01")):
            raise _Wrong(f"“{field.label.zh}”最多两位小数。")
        return f"{number:.2f}"
    return int(number) if number == number.to_integral_value() else float(number)


def _date(field: Field, raw: Any, *_: Any) -> str:
    try:
        return date.fromisoformat(str(raw).strip().replace("/", "-")[:10]).isoformat()
    except ValueError:
        raise _Wrong(f"“{field.label.zh}”要填日期，例如 2026-05-12；“{raw}”不是日期。") from None


def _choice(field: Field, raw: Any, *_: Any) -> str:
    if raw not in {option.value for option in field.options}:
        raise _Wrong(f"“{field.label.zh}”请从给出的选项中选择。")
    return str(raw)


def _choices(field: Field, raw: Any, *rest: Any) -> list[str]:
    items = raw if isinstance(raw, list) else [raw]
    return [_choice(field, item, *rest) for item in dict.fromkeys(items)]


def _yes_no(field: Field, raw: Any, *_: Any) -> bool:
    known = {True: True, False: False, "true": True, "false": False, "yes": True, "no": False, "on": True}
    try:
        return known[raw]
    except (KeyError, TypeError):
        raise _Wrong(f"“{field.label.zh}”请选择是或否。") from None


def _identifier(field: Field, raw: Any, *_: Any) -> str:
    text = str(raw)
    if not re.fullmatch(r"[0-9A-Za-z-]{1,64}", text):
        raise _Wrong(f"“{field.label.zh}”请从列表中选择。")
    return text


def _files(field: Field, raw: Any, *rest: Any) -> list[str]:
    items = raw if isinstance(raw, list) else [raw]
    if len(items) > 1 and not field.multiple:
        raise _Wrong(f"“{field.label.zh}”只能上传一个文件。")
    return [_identifier(field, item, *rest) for item in dict.fromkeys(items)]


def _table(field: Field, raw: Any, evaluate: Evaluate, _: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or len(raw) > MAXIMUM_ROWS:
        raise _Wrong(f"“{field.label.zh}”最多 {MAXIMUM_ROWS} 行。")
    return [_row(field, number, row, evaluate) for number, row in enumerate(raw, 1)]


def _row(field: Field, number: int, row: Any, evaluate: Evaluate) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise _Wrong(f"“{field.label.zh}”第 {number} 行不完整。")
    values: dict[str, Any] = {}
    for column in field.columns:
        try:
            values[column.name] = _value(column, row.get(column.name), evaluate, values)
        except _Wrong as wrong:
            raise _Wrong(f"第 {number} 行：{wrong}") from None
    errors: dict[str, list[str]] = {}
    for column in field.columns:
        if _visible(column, evaluate, values):
            _check(column, values, evaluate, errors)
    if errors:
        raise _Wrong(f"第 {number} 行：" + "；".join(s for e in errors.values() for s in e))
    return values


_READERS: dict[str, Callable[..., Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "money": _number,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "organisation": _identifier,
    "person": _identifier,
    "file": _files,
    "table": _table,
}
