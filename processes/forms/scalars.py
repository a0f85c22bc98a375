"""Reads one answer of a field that has no lines of its own: typed, or refused with a sentence."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext

from processes.forms.faults import Wrong, not_offered, said
from processes.forms.schema import Field

MAXIMUM_TEXT = 10_000
MAXIMUM_ITEMS = 200
MAXIMUM_OFFER = 200
YEARS = range(1900, 2201)  # what lies beyond is a slip of the pen, and no calendar reckons with it
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def read(field: Field, raw: Any) -> Any:
    """The JSON value of ``raw``, None (or an empty list) for nothing. Raises Wrong."""
    if raw in (None, "", []):
        return [] if field.holds_list else None
    return _READERS[field.type](field, raw)


def read_text(field: Field, raw: Any, most: int = MAXIMUM_TEXT) -> str:
    if not isinstance(raw, str):
        raise Wrong(said(gettext("“%(label)s”要填文字。"), field))
    text = _CONTROL.sub("", unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))).strip()
    if field.type == "text":
        text = " ".join(text.split("\n"))
    if len(text) > most:
        too_long = gettext("“%(label)s”最多 %(most)s 个字，现在是 %(given)s 个字。")
        raise Wrong(said(too_long, field, most=most, given=len(text)))
    return text


def read_ids(field: Field, raw: Any) -> list[str]:
    """Each id once, in the order given. Raises Wrong."""
    return list(dict.fromkeys(_one_id(field, item) for item in _items(field, raw)))


def _shown(raw: Any) -> str:
    """What was posted, as it may stand in a sentence."""
    text = _CONTROL.sub("", raw[:100]) if isinstance(raw, str) else "…"
    return text if len(text) <= 40 else f"{text[:40]}…"


def _number(field: Field, raw: Any) -> int | float | str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise Wrong(said(gettext("“%(label)s”要填数字。"), field))
    if (isinstance(raw, str) and len(raw) > 100) or (isinstance(raw, int) and abs(raw) > 10**15):
        raise Wrong(said(gettext("“%(label)s”的数字太大。"), field))
    try:
        number = Decimal(str(raw).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        not_one = gettext("“%(label)s”要填数字，“%(raw)s”不是数字。")
        raise Wrong(said(not_one, field, raw=_shown(raw))) from None
    if not number.is_finite() or abs(number) > Decimal("1e15"):
        raise Wrong(said(gettext("“%(label)s”的数字太大。"), field))
    if field.type == "money":
        if number != number.quantize(Decimal("0.01")):
            raise Wrong(said(gettext("“%(label)s”最多两位小数。"), field))
        return f"{number:.2f}"
    return int(number) if number == number.to_integral_value() else float(number)


def day_of(text: str) -> date | None:
    """The day that ``text`` names as people write it: 2026-05-12, 2026/5/12, 2026.5.12 or 2026年5月12日."""
    found = _DAY.fullmatch(text)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


def _date(field: Field, raw: Any) -> str:
    day = day_of(raw) if isinstance(raw, str) else None
    if day is None:
        no_date = gettext("“%(label)s”要填日期，例如 2026-05-12；“%(raw)s”不是日期。")
        raise Wrong(said(no_date, field, raw=_shown(raw)))
    return day.isoformat()


def _choice(field: Field, raw: Any) -> str:
    """What is offered besides the options is told by the facts, and so checked with the rules of the field."""
    known = {option.value for option in field.options}
    if not isinstance(raw, str) or (raw not in known and field.offers is None):
        raise Wrong(not_offered(field))
    return raw if raw in known else read_text(field, raw, most=MAXIMUM_OFFER)


def _choices(field: Field, raw: Any) -> list[str]:
    return list(dict.fromkeys(_choice(field, item) for item in _items(field, raw)))


def _items(field: Field, raw: Any) -> list[Any]:
    items = raw if isinstance(raw, list) else [raw]
    if len(items) > MAXIMUM_ITEMS:
        raise Wrong(said(gettext("“%(label)s”最多 %(most)s 项。"), field, most=MAXIMUM_ITEMS))
    return items


def _yes_no(field: Field, raw: Any) -> bool:
    known = {True: True, False: False, "true": True, "false": False, "yes": True, "no": False, "on": True}
    try:
        return known[raw]
    except (KeyError, TypeError):
        raise Wrong(said(gettext("“%(label)s”请选择是或否。"), field)) from None


def _identifier(field: Field, raw: Any) -> str | list[str]:
    return read_ids(field, raw) if field.multiple else _one_id(field, raw)


def _one_id(field: Field, raw: Any) -> str:
    """People are numbered; organisations and files have UUIDs."""
    shape = r"[0-9]{1,18}" if field.type == "person" else r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    if not isinstance(raw, str) and not (isinstance(raw, int) and abs(raw) < 10**18):
        raise Wrong(said(gettext("“%(label)s”请从列表中选择。"), field))
    if not re.fullmatch(shape, str(raw)):
        raise Wrong(said(gettext("“%(label)s”请从列表中选择。"), field))
    return str(raw)


def _files(field: Field, raw: Any) -> list[str]:
    if len(_items(field, raw)) > 1 and not field.multiple:
        raise Wrong(said(gettext("“%(label)s”只能上传一个文件。"), field))
    return read_ids(field, raw)


_READERS: dict[str, Callable[[Field, Any], Any]] = {
    "text": read_text,
    "long_text": read_text,
    "number": _number,
    "money": _number,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "organisation": _identifier,
    "person": _identifier,
    "file": _files,
}
