"""A day in a form, typed or picked."""

from datetime import date
from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar. It empties itself of everything but an ISO date: what else was typed stands as text."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        if typed and not _is_day(typed):
            context["widget"]["type"] = "text"
        return context


def _is_day(text: str) -> bool:
    """As a browser's calendar reads it: 2026-02-28, and no 2026-02-30."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), help_text=help_text)
