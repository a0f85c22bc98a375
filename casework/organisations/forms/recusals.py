"""What is asked when somebody is to keep away from an organisation, or no longer has to."""

from django import forms
from django.utils.translation import gettext_lazy as _
from viewflow.forms import Layout, Row

from casework.organisations.forms.days import day_field
from casework.organisations.forms.memberships import OrganisationChoice
from casework.organisations.forms.names import NameSelect
from casework.organisations.models import Organisation, Person, Role
from casework.organisations.policies import SENDERS


class NewRecusalForm(forms.Form):
    person = forms.ModelChoiceField(
        label=_("人员"),
        queryset=Person.objects.filter(
            is_active=True, memberships__role__in=[*SENDERS, Role.HEAD_OF_OFFICE, Role.FINANCE]
        ).distinct().order_by("post", "pk"),
        widget=NameSelect,
    )  # fmt: skip
    organisation = OrganisationChoice(
        label=_("回避单位"), queryset=Organisation.objects.filter(is_active=True).order_by("kind", "code")
    )
    reason = forms.CharField(
        label=_("回避事由"),
        max_length=100,
        help_text=_("写关系，不写姓名，例如“子女在该校就读”。现任职和离任不满3年的不用登记，系统自动回避。"),
    )
    first_day = day_field(_("自"))
    last_day = day_field(_("至"), required=False, help_text=_("最后一天，含当天；不填为长期。"))
    layout = Layout("person", "organisation", "reason", Row("first_day", "last_day"))


class EndRecusalForm(forms.Form):
    last_day = day_field(_("最后一天"), help_text=_("含当天；这一天以后可以再参加。"))
    layout = Layout("last_day")
