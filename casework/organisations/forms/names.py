"""Choosing among names that are stored in Chinese."""

from typing import Any

from django import forms
from django.utils.translation import get_language


class _Names(forms.Select):
    """On an English screen every name says that it is Chinese."""

    def create_option(
        self, name: str, value: Any, label: int | str, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if value and not (get_language() or "zh").startswith("zh"):
            option["attrs"] |= {"lang": "zh-Hans", "translate": "no"}
        return option


class NameSelect(_Names):
    """A list of organisations, people or documents."""


class NameSelectMultiple(_Names, forms.SelectMultiple):
    """As many of them as one likes."""
