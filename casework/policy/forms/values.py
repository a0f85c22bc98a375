"""The form field for a value of each type; what it cleans to is the JSON value."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.organisations.forms.days import DayInput
from casework.policy.declared import Declared
from casework.policy.types import UnfitValue, check
from casework.policy.wording import unit_of
from processes import feel

_SEPARATORS = re.compile(r"[、，,;；\s]+")
MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)


def value_field(known: Declared) -> forms.Field:
    """The field of a parameter, with its unit in the label."""
    language = get_language() or "zh-hans"
    unit = "%" if known.type == "share" else unit_of(known, language)
    field = _FIELDS[known.type](known)
    field.label = _("改为（%(unit)s）") % {"unit": unit} if unit else _("改为")
    return field


def as_value(known: Declared, cleaned: Any) -> Any:
    """The JSON value of what the field cleaned to. Raises ValidationError."""
    value = _AS_JSON.get(known.type, _same)(cleaned)
    try:
        check(known, value)
    except UnfitValue as error:
        raise ValidationError(_("这个值不在允许的范围里，请核对。")) from error
    return value


def as_initial(known: Declared, value: Any) -> Any:
    """How a JSON value stands in its field before anybody types."""
    if value is None:
        return None
    if known.type == "share":
        return Decimal(str(value)) * 100
    if known.type in ("wholes", "month_days"):
        return "、".join(map(str, value))
    return str(value).lower() if known.type == "yes_no" else value


def _whole(known: Declared) -> forms.Field:
    return forms.IntegerField(min_value=0, max_value=10_000)


def _money(known: Declared) -> forms.Field:
    return forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("还不知道数额的，空着不填。"),
    )


def _share(known: Declared) -> forms.Field:
    return forms.DecimalField(min_value=0, max_value=100, decimal_places=2)


def _yes_no(known: Declared) -> forms.Field:
    return forms.ChoiceField(choices=[("true", _("是")), ("false", _("否"))], widget=forms.RadioSelect)


def _names(known: Declared) -> list[tuple[str, str]]:
    english = (get_language() or "").startswith("en")
    return [(code, names[english]) for code, *names in known.choices]


def _choice(known: Declared) -> forms.Field:
    return forms.ChoiceField(choices=_names(known), widget=forms.RadioSelect)


def _choices(known: Declared) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=_names(known), required=False, widget=forms.CheckboxSelectMultiple
    )


def _wholes(known: Declared) -> forms.Field:
    return forms.CharField(max_length=100, help_text=_("几个整数，用顿号隔开，例如 60、30、15"))


def _months(known: Declared) -> forms.Field:
    months = [(str(month), _("%(month)s月") % {"month": month}) for month in MONTHS]
    return forms.MultipleChoiceField(choices=months, widget=forms.CheckboxSelectMultiple)


def _date(known: Declared) -> forms.Field:
    return forms.DateField(widget=DayInput())


def _time(known: Declared) -> forms.Field:
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _month_days(known: Declared) -> forms.Field:
    return forms.CharField(max_length=100, help_text=_("月-日，用顿号隔开，例如 09-01、07-10"))


_FIELDS: Mapping[str, Callable[[Declared], forms.Field]] = {
    "whole": _whole,
    "money": _money,
    "share": _share,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "wholes": _wholes,
    "months": _months,
    "date": _date,
    "time": _time,
    "month_days": _month_days,
}


def _same(cleaned: Any) -> Any:
    return cleaned


def _number(cleaned: Decimal | None) -> Any:
    return None if cleaned is None else feel.to_json(cleaned)


def _pieces(cleaned: str) -> list[str]:
    return [piece for piece in _SEPARATORS.split(cleaned.strip()) if piece]


def _integers(cleaned: str) -> list[int]:
    try:
        return [int(piece) for piece in _pieces(cleaned)]
    except ValueError as error:
        raise ValidationError(_("只能写整数，用顿号隔开。")) from error


def _iso_day(cleaned: date) -> str:
    return cleaned.isoformat()


def _clock(cleaned: time) -> str:
    return f"{cleaned:%H:%M}"


_AS_JSON: Mapping[str, Callable[[Any], Any]] = {
    "money": _number,
    "share": lambda cleaned: _number(cleaned / 100),
    "yes_no": lambda cleaned: cleaned == "true",
    "wholes": _integers,
    "months": lambda cleaned: [int(month) for month in cleaned],
    "date": _iso_day,
    "time": _clock,
    "month_days": _pieces,
}
