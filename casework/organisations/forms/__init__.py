"""Forms of the registers."""

from casework.organisations.forms.memberships import AppointForm, EndForm
from casework.organisations.forms.organisations import EditOrganisationForm, NewOrganisationForm
from casework.organisations.forms.people import EditPersonForm, NewPersonForm, PasswordForm
from casework.organisations.forms.recusals import EndRecusalForm, NewRecusalForm

__all__ = [
    "AppointForm",
    "EditOrganisationForm",
    "EditPersonForm",
    "EndForm",
    "EndRecusalForm",
    "NewOrganisationForm",
    "NewPersonForm",
    "NewRecusalForm",
    "PasswordForm",
]
