"""How the value of a parameter reads on a page: with its unit, in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from casework.policy.declared import Declared
from casework.policy.types import day_of_year


def in_words(known: Declared, value: Any, language: str) -> str:
    """The value with its unit: 10个工作日, 30%, 9月1日、7月10日, 未录入."""
    with override(language):
        if value is None:
            return _("未录入")
        return _WORDS.get(known.type, _with_unit)(known, value)


def unit_of(known: Declared, language: str) -> str:
    return known.unit_en if language.startswith("en") else known.unit


def _with_unit(known: Declared, value: Any) -> str:
    english = _is_english()
    return f"{plain(value)}{' ' if english else ''}{known.unit_en if english else _counted(known)}".strip()


def _counted(known: Declared) -> str:
    return f"个{known.unit}" if known.unit in ("工作日", "自然日", "学年", "学期") else known.unit


def plain(value: Any) -> str:
    """A number without an empty fraction; a list with its members apart."""
    if isinstance(value, list):
        return _("、").join(map(plain, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _share(known: Declared, value: Any) -> str:
    return f"{round(value * 100, 2):g}%"


def _yes_no(known: Declared, value: Any) -> str:
    return _("是") if value else _("否")


def _choice(known: Declared, value: Any) -> str:
    return next((name[_is_english()] for code, *name in known.choices if code == value), str(value))


def _choices(known: Declared, value: Any) -> str:
    return _("、").join(_choice(known, one) for one in value) or _("无")


def _months(known: Declared, value: Any) -> str:
    return (
        ", ".join(f"{date(2024, one, 1):%b}" for one in value)
        if _is_english()
        else "、".join(f"{one}月" for one in value)
    )


def _date(known: Declared, value: Any) -> str:
    return _day(date.fromisoformat(value), year=True)


def _month_days(known: Declared, value: Any) -> str:
    return _("、").join(_day(day_of_year(one), year=False) for one in value)


def _day(day: date, *, year: bool) -> str:
    if _is_english():
        return f"{day.day} {day:%B}{f' {day.year}' if year else ''}"
    return f"{f'{day.year}年' if year else ''}{day.month}月{day.day}日"


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


_WORDS: Mapping[str, Callable[[Declared, Any], str]] = {
    "share": _share,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "months": _months,
    "date": _date,
    "time": lambda known, value: str(value),
    "month_days": _month_days,
}
