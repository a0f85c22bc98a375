"""Forms as data: read from JSON, checked on the server, versioned with the process."""

from processes.forms.clean import Cleaned, FormRejected, clean
from processes.forms.schema import Decision, Field, FormSchema, InvalidForm, Option, Text, read_form

__all__ = [
    "Cleaned",
    "Decision",
    "Field",
    "FormRejected",
    "FormSchema",
    "InvalidForm",
    "Option",
    "Text",
    "clean",
    "read_form",
]
