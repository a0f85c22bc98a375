"""From what was typed to what is kept, fact by fact."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONG_TERM = ("长期", "永久", "长期有效", "long-term")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BETWEEN = re.compile(r"[、，,;；\n]+")
_LONGEST_TEXT = 80
_MOST_ITEMS, _LONGEST_ITEM = 500, 200
_LARGEST = Decimal("999999999999.99")


class Unreadable(ValueError):
    """What was typed cannot be kept; ``sentence`` says why."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read(fact: str, typed: Any) -> Any:
    """The value of ``fact``; nothing typed is nothing known. Raises Unreadable."""
    return _READERS[fact](typed)


def is_long_term(typed: Any) -> bool:
    return isinstance(typed, str) and typed.strip() in LONG_TERM


def _text(typed: Any) -> str:
    kept = " ".join(str(typed or "").split())
    if len(kept) > _LONGEST_TEXT or "\0" in kept:
        raise Unreadable(_("太长了：最多80个字。请只填证件上印的内容。"))
    return kept


def _date(typed: Any) -> date | None:
    if typed in (None, ""):
        return None
    if isinstance(typed, date):
        return typed
    found = _DAY.fullmatch(str(typed).strip()) or _PLAIN_DAY.fullmatch(str(typed).strip())
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass
    raise Unreadable(_("看不出是哪一天。请按证件填写年、月、日，例如 2026年4月24日。"))


def _amount(typed: Any) -> Decimal | None:
    if typed in (None, ""):
        return None
    try:
        amount = Decimal(str(typed).replace(",", "").replace("，", "").removesuffix("元").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= _LARGEST:
        raise Unreadable(_("金额不对。请填以元为单位的数字，例如 500000。"))
    return amount.quantize(Decimal("0.01"))


def _items(typed: Any) -> list[str]:
    parts = _BETWEEN.split(typed) if isinstance(typed, str) else list(typed or [])
    kept = list(dict.fromkeys(" ".join(str(part).split()) for part in parts))
    kept = [part for part in kept if part]
    if len(kept) > _MOST_ITEMS or any(len(part) > _LONGEST_ITEM for part in kept):
        raise Unreadable(_("太多了：请用顿号或换行分开，每项不超过200字。"))
    return kept


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "number": _text, "holder": _text, "issuer": _text,
    "issued_on": _date, "valid_from": _date, "valid_to": _date,
    "scope": _items, "persons": _items, "amount": _amount,
}  # fmt: skip
