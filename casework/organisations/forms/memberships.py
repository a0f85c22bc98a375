"""What is asked when a role is given or ended."""

from django import forms
from django.utils.translation import gettext_lazy as _
from viewflow.forms import Layout, Row

from casework.organisations.forms.days import day_field
from casework.organisations.forms.names import NameSelect
from casework.organisations.models import Organisation, Role


class OrganisationChoice(forms.ModelChoiceField[Organisation]):
    widget = NameSelect

    def label_from_instance(self, obj: Organisation) -> str:
        return f"{obj.get_kind_display()} · {obj.name}"


class AppointForm(forms.Form):
    organisation = OrganisationChoice(
        label=_("单位"), queryset=Organisation.objects.filter(is_active=True).order_by("kind", "code")
    )
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    first_day = day_field(_("自"))
    last_day = day_field(_("至"), required=False, help_text=_("最后一天，含当天；不填为长期。"))
    layout = Layout("organisation", "role", Row("first_day", "last_day"))


class EndForm(forms.Form):
    last_day = day_field(_("最后一天"), help_text=_("含当天；填昨天则立即失去这一角色的权限。"))
    layout = Layout("last_day")
