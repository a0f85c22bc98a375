"""Forms of the registers."""

from casework.organisations.forms.memberships import AppointForm, EndForm
from casework.organisations.forms.organisations import EditOrganisationForm, NewOrganisationForm
from casework.organisations.forms.people import EditPersonForm, NewPersonForm, PasswordForm

__all__ = [
    "AppointForm",
    "EditOrganisationForm",
    "EditPersonForm",
    "EndForm",
    "NewOrganisationForm",
    "NewPersonForm",
    "PasswordForm",
]
