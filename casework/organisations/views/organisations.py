"""Registers and changes organisations."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.organisations.forms import EditOrganisationForm, NewOrganisationForm
from casework.organisations.models import Organisation, Person
from casework.organisations.policies import may_edit_organisations
from casework.organisations.services import create_organisation, edit_organisation
from casework.organisations.views.actions import RegisterAction


class AddOrganisation(RegisterAction):
    form_class = NewOrganisationForm
    heading, verb, done = _("登记单位"), _("登记单位"), _("单位已登记。")

    def allowed(self) -> bool:
        return may_edit_organisations(self.standing)

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Organisation:
        return create_organisation(**values, at=at, by=by)


class ChangeOrganisation(RegisterAction):
    form_class = EditOrganisationForm
    heading, verb, done = _("修改单位"), _("保存修改"), _("修改已保存。")

    def allowed(self) -> bool:
        return may_edit_organisations(self.standing)

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Organisation:
        return edit_organisation(organisation=self.subject, **values, at=at, by=by)
