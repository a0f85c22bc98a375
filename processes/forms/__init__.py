"""Forms as data: read from JSON, checked on the server, versioned with the process."""

from processes.forms import scoring  # noqa: F401  registers the functions
from processes.forms.clean import Cleaned, clean
from processes.forms.faults import FormRejected
from processes.forms.reading import InvalidForm, read_form
from processes.forms.schema import Decision, Field, FormSchema, FormStep, Item, ItemGroup, Option, Text

__all__ = [
    "Cleaned",
    "Decision",
    "Field",
    "FormRejected",
    "FormSchema",
    "FormStep",
    "InvalidForm",
    "Item",
    "ItemGroup",
    "Option",
    "Text",
    "clean",
    "read_form",
]
