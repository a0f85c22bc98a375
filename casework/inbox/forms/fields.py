"""One field of a schema as one Django form field. Django checks nothing here: the schema does."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from casework.inbox.forms.checklists import ChecklistInput
from casework.inbox.forms.context import Choices, FormContext
from casework.inbox.forms.options import Options
from casework.inbox.forms.tables import TableInput
from casework.inbox.forms.widgets import GROUPS, ManyChoices, ManyNames, OneChoice, UploadSlot
from casework.organisations.forms.days import DayInput
from casework.organisations.forms.names import NameSelect
from processes.forms import Field

TEXT = {"class": "bj-input", "autocomplete": "off"}


def is_group(widget: forms.Widget) -> bool:
    """Whether it is several inputs, which a legend names, not one with a label."""
    return isinstance(widget, (*GROUPS, TableInput, ChecklistInput))


def form_field(
    field: Field, options: Options, values: Mapping[str, Any], *, few: int = 6, sentences: bool = False
) -> forms.Field:
    """``values`` are the raw answers so far; the scope of a choice of people may depend on them.

    Up to ``few`` options stand open on the page; more of them become a list. With ``sentences`` the form has come back,
    and a checklist marks the items that were not in order.
    """
    language = options.context.language
    widget = (
        ChecklistInput(field, options.context, marks=sentences)
        if field.type == "checklist"
        else _widget(field, options, values, few)
    )
    return forms.Field(
        required=False,
        widget=widget,
        label=field.label.in_language(language),
        help_text=field.help.in_language(language) if field.help else "",
    )


def _widget(field: Field, options: Options, values: Mapping[str, Any], few: int) -> forms.Widget:
    if field.type == "table":
        sheets = options.context.sheets
        return TableInput(
            field,
            lambda column, row: form_field(column, options, {**values, **row}, few=3),
            sheets(field.name) if sheets else None,
        )
    if field.type == "file":
        return _slot(field, options.context, values)
    if field.type in {"organisation", "person", "choice", "choices", "yes_no"}:
        return _choice(field, options.of(field, values), few)
    return _plain(field)


def _choice(field: Field, choices: Choices, few: int) -> forms.Widget:
    """Few options stand open on the page; many are a list, which a keyboard searches by its first letters."""
    if field.type == "choices":
        return ManyChoices(choices=choices)
    if field.type in {"organisation", "person"} and field.multiple:
        return ManyNames(choices=choices)
    if field.type in {"organisation", "person"}:
        return NameSelect({"class": "bj-input"}, choices=choices)
    if len(choices) > few:
        return forms.Select({"class": "bj-input"}, choices=[("", _("请选择")), *choices])
    return OneChoice(choices=choices)


def _plain(field: Field) -> forms.Widget:
    if field.type == "long_text":
        return forms.Textarea({"class": "bj-input", "rows": 4})
    if field.type == "date":
        return DayInput({"class": "bj-input bj-input--short"})
    if field.type in {"number", "money"}:
        return forms.TextInput({**TEXT, "class": "bj-input bj-input--short", "inputmode": "decimal"})
    return forms.TextInput(TEXT)


def _slot(field: Field, context: FormContext, values: Mapping[str, Any]) -> forms.Widget:
    if context.stand_ins is not None:
        return ManyChoices(choices=context.stand_ins(field))
    return UploadSlot(
        url=context.upload_url,
        multiple=field.multiple,
        document_type=field.document_type or "",
        attached=context.attached(values.get(field.name) or []),
    )
