"""Forms as data: read from JSON, checked on the server, versioned with the process."""

from processes.forms.clean import Cleaned, FormRejected, clean
from processes.forms.reading import InvalidForm, read_form
from processes.forms.schema import Decision, Field, FormSchema, FormStep, Option, Text

__all__ = [
    "Cleaned",
    "Decision",
    "Field",
    "FormRejected",
    "FormSchema",
    "FormStep",
    "InvalidForm",
    "Option",
    "Text",
    "clean",
    "read_form",
]
