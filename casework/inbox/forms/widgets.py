"""Inputs of a form: native ones with the classes of our pages, and the file slot."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from casework.inbox.forms.context import Attached
from documents.catalogue import document_types


class UploadSlot(forms.Widget):
    """A file slot: the ids of uploaded versions as hidden inputs inside the upload element."""

    template_name = "inbox/form/upload.html"

    def __init__(
        self, *, url: str | None, multiple: bool, document_type: str, attached: Mapping[str, Attached]
    ) -> None:
        super().__init__()
        self.url, self.multiple, self.document_type = url, multiple, document_type
        self.attached = attached

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = document_types().get(self.document_type)
        context["widget"] |= {
            "url": self.url,
            "multiple": self.multiple,
            "accept": known.accept if known else "",
            "hint": known.limits if known else "",
            "camera": known is None or known.takes_pictures,
            "announced": json.dumps({"type": self.document_type}),
            "attached": [self.attached[v] for v in value or [] if v in self.attached],
        }
        return context


class OneChoice(forms.RadioSelect):
    """Radio buttons as large as a finger; short ones stand side by side."""

    template_name = "inbox/form/choices.html"


class ManyChoices(forms.CheckboxSelectMultiple):
    template_name = "inbox/form/choices.html"


class ManyNames(forms.CheckboxSelectMultiple):
    """Organisations or people to tick, searched by typing; ``all`` of those that show are ticked with one button."""

    template_name = "inbox/form/names.html"

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Those that are ticked stand first: a long list shows its beginning only."""
        groups = super().optgroups(name, value, attrs)
        return sorted(groups, key=lambda group: not any(option["selected"] for option in group[1]))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["count"] = len(list(self.choices))
        return context


# Several inputs, which a legend names; one input has a label.
GROUPS = (OneChoice, ManyChoices, ManyNames, UploadSlot)
