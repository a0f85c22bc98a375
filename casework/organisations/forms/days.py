"""A day in a form, typed or picked."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar, which takes ISO dates and nothing else."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), help_text=help_text)
