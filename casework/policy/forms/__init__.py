"""What is typed to register a document, to date it, and to change a parameter from a day on."""

from casework.policy.forms.documents import DatesForm, DocumentForm
from casework.policy.forms.parameters import ProposalForm

__all__ = ["DatesForm", "DocumentForm", "ProposalForm"]
