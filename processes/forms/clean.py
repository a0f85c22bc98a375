"""Checks what somebody filled in: only declared fields are read, every value is typed, nothing else gets through."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, gettext

from processes.forms.schema import Field, FormSchema

MAXIMUM_TEXT = 10_000
MAXIMUM_ROWS = 200
MAXIMUM_ITEMS = 200
YEARS = range(1900, 2201)  # what lies beyond is a slip of the pen, and no calendar reckons with it
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

Evaluate = Callable[[str, Mapping[str, Any]], Any]


class FormRejected(Exception):
    """``errors`` maps a field name (or ``""`` for the whole form) to sentences in the active language."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(_joined(errors))
        self.errors = errors


@dataclass(frozen=True)
class Cleaned:
    """``values``: every visible declared field as JSON values; ``variables``: those that route the case."""

    values: Mapping[str, Any]
    variables: Mapping[str, Any]


class _Wrong(Exception):
    pass


def _said(sentence: str, field: Field, **details: Any) -> str:
    """``sentence`` about ``field``, as the active language calls it."""
    return sentence % {"label": field.label.in_language(get_language() or "zh"), **details}


def _joined(errors: Mapping[str, list[str]]) -> str:
    return gettext("；").join(sentence for sentences in errors.values() for sentence in sentences)


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
    if not isinstance(chosen, str) or chosen not in {option.value for option in schema.decision.options}:
        errors.setdefault(schema.decision.name, []).append(gettext("请点击下方的一个按钮作出决定。"))
        chosen = None
    values[schema.decision.name] = chosen


def _visible(field: Field, evaluate: Evaluate, values: Mapping[str, Any]) -> bool:
    return field.visible is None or evaluate(field.visible.removeprefix("="), values) is True


def _check(field: Field, values: dict[str, Any], evaluate: Evaluate, errors: dict[str, list[str]]) -> None:
    value = values[field.name]
    required = field.required
    if isinstance(required, str):
        required = evaluate(required.removeprefix("="), values) is True
    if required and value in (None, "", []):
        errors.setdefault(field.name, []).append(_said(gettext("请填写“%(label)s”。"), field))
        return
    if field.minimum and isinstance(value, list) and len(value) < field.minimum and (required or value):
        too_few = gettext("“%(label)s”至少要 %(least)s 份，现在是 %(given)s 份。")
        errors.setdefault(field.name, []).append(_said(too_few, field, least=field.minimum, given=len(value)))
    if value in (None, "", []):
        return
    for rule in field.rules:
        if evaluate(rule.expression, values) is not True:
            errors.setdefault(field.name, []).append(rule.message.in_language(get_language() or "zh"))


def _value(field: Field, raw: Any, evaluate: Evaluate, values: Mapping[str, Any]) -> Any:
    if raw in (None, ""):
        return [] if field.type in {"choices", "table"} or (field.type == "file") else None
    return _READERS[field.type](field, raw, evaluate, values)


def _text(field: Field, raw: Any, *_: Any) -> str:
    if not isinstance(raw, str):
        raise _Wrong(_said(gettext("“%(label)s”要填文字。"), field))
    text = _CONTROL.sub("", unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))).strip()
    if field.type == "text":
        text = " ".join(text.split("\n"))
    if len(text) > MAXIMUM_TEXT:
        too_long = gettext("“%(label)s”最多 %(most)s 个字，现在是 %(given)s 个字。")
        raise _Wrong(_said(too_long, field, most=MAXIMUM_TEXT, given=len(text)))
    return text


def _shown(raw: Any) -> str:
    """What was posted, as it may stand in a sentence."""
    text = _CONTROL.sub("", raw[:100]) if isinstance(raw, str) else "…"
    return text if len(text) <= 40 else f"{text[:40]}…"


def _number(field: Field, raw: Any, *_: Any) -> int | float | str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise _Wrong(_said(gettext("“%(label)s”要填数字。"), field))
    if (isinstance(raw, str) and len(raw) > 100) or (isinstance(raw, int) and abs(raw) > 10**15):
        raise _Wrong(_said(gettext("“%(label)s”的数字太大。"), field))
    try:
        number = Decimal(str(raw).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        not_one = gettext("“%(label)s”要填数字，“%(raw)s”不是数字。")
        raise _Wrong(_said(not_one, field, raw=_shown(raw))) from None
    if not number.is_finite() or abs(number) > Decimal("1e15"):
        raise _Wrong(_said(gettext("“%(label)s”的数字太大。"), field))
    if field.type == "money":
        if number != number.quantize(Decimal("0.01")):
            raise _Wrong(_said(gettext("“%(label)s”最多两位小数。"), field))
        return f"{number:.2f}"
    return int(number) if number == number.to_integral_value() else float(number)


def _date(field: Field, raw: Any, *_: Any) -> str:
    try:
        day = date.fromisoformat(raw.strip().replace("/", "-")) if isinstance(raw, str) else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        no_date = gettext("“%(label)s”要填日期，例如 2026-05-12；“%(raw)s”不是日期。")
        raise _Wrong(_said(no_date, field, raw=_shown(raw)))
    return day.isoformat()


def _choice(field: Field, raw: Any, *_: Any) -> str:
    if not isinstance(raw, str) or raw not in {option.value for option in field.options}:
        raise _Wrong(_said(gettext("“%(label)s”请从给出的选项中选择。"), field))
    return raw


def _choices(field: Field, raw: Any, *rest: Any) -> list[str]:
    return list(dict.fromkeys(_choice(field, item, *rest) for item in _items(field, raw)))


def _items(field: Field, raw: Any) -> list[Any]:
    items = raw if isinstance(raw, list) else [raw]
    if len(items) > MAXIMUM_ITEMS:
        raise _Wrong(_said(gettext("“%(label)s”最多 %(most)s 项。"), field, most=MAXIMUM_ITEMS))
    return items


def _yes_no(field: Field, raw: Any, *_: Any) -> bool:
    known = {True: True, False: False, "true": True, "false": False, "yes": True, "no": False, "on": True}
    try:
        return known[raw]
    except (KeyError, TypeError):
        raise _Wrong(_said(gettext("“%(label)s”请选择是或否。"), field)) from None


def _identifier(field: Field, raw: Any, *_: Any) -> str:
    """People are numbered; organisations and files have UUIDs."""
    shape = r"[0-9]{1,18}" if field.type == "person" else r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    if not isinstance(raw, str) and not (isinstance(raw, int) and abs(raw) < 10**18):
        raise _Wrong(_said(gettext("“%(label)s”请从列表中选择。"), field))
    if not re.fullmatch(shape, str(raw)):
        raise _Wrong(_said(gettext("“%(label)s”请从列表中选择。"), field))
    return str(raw)


def _files(field: Field, raw: Any, *rest: Any) -> list[str]:
    items = _items(field, raw)
    if len(items) > 1 and not field.multiple:
        raise _Wrong(_said(gettext("“%(label)s”只能上传一个文件。"), field))
    return list(dict.fromkeys(_identifier(field, item, *rest) for item in items))


def _table(field: Field, raw: Any, evaluate: Evaluate, _: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or len(raw) > MAXIMUM_ROWS:
        raise _Wrong(_said(gettext("“%(label)s”最多 %(most)s 行。"), field, most=MAXIMUM_ROWS))
    rows = [_row(field, number, row, evaluate) for number, row in enumerate(raw, 1)]
    if field.rows:
        _check_keys(field, rows, evaluate)
    return rows


def _check_keys(field: Field, rows: list[dict[str, Any]], evaluate: Evaluate) -> None:
    """Read-only columns say which row is meant: they must come back as they were given out, each at most once."""
    names = [column.name for column in field.columns if column.readonly]
    if not names or not field.rows:
        return
    given = [_key(row, names) for row in evaluate(field.rows.removeprefix("="), {}) or []]
    returned = [key for key in (_key(row, names) for row in rows) if any(key)]
    unknown = len(set(returned)) < len(returned) or not set(returned) <= set(given)
    missing = field.fixed and (len(returned) < len(rows) or set(returned) != set(given))
    if unknown or missing:
        raise _Wrong(_said(gettext("“%(label)s”的行与登记的不一致，请刷新页面后重填。"), field))


def _key(row: Mapping[str, Any], names: list[str]) -> tuple[str, ...]:
    return tuple(_plain(row.get(name)) for name in names)


def _plain(value: Any) -> str:
    """Numbers compare by value, whatever type carries them."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{Decimal(str(value)).normalize():f}"
    return "" if value is None else str(value)


def _row(field: Field, number: int, row: Any, evaluate: Evaluate) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise _Wrong(_said(gettext("“%(label)s”第 %(number)s 行不完整。"), field, number=number))
    values: dict[str, Any] = {}
    for column in field.columns:
        try:
            values[column.name] = _value(column, row.get(column.name), evaluate, values)
        except _Wrong as wrong:
            raise _Wrong(_in_row(number, str(wrong))) from None
    errors: dict[str, list[str]] = {}
    for column in field.columns:
        if _visible(column, evaluate, values):
            _check(column, values, evaluate, errors)
    if errors:
        raise _Wrong(_in_row(number, _joined(errors)))
    return values


def _in_row(number: int, problem: str) -> str:
    return gettext("第 %(number)s 行：%(problem)s") % {"number": number, "problem": problem}


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
