"""Forms of user tasks and actions: a schema becomes a Django form; the schema checks what comes back."""

from casework.inbox.forms.building import Conditions, StepForm, build_form
from casework.inbox.forms.context import Attached, FormContext, SheetPlaces
from casework.inbox.forms.reading import read_posted
from casework.inbox.forms.starting import restored_values

__all__ = [
    "Attached",
    "Conditions",
    "FormContext",
    "SheetPlaces",
    "StepForm",
    "build_form",
    "read_posted",
    "restored_values",
]
