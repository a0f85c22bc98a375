"""Opens and changes accounts, gives roles and ends them."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from casework.organisations.forms import AppointForm, EditPersonForm, EndForm, NewPersonForm, PasswordForm
from casework.organisations.models import Person
from casework.organisations.policies import may_edit_people
from casework.organisations.services import (
    appoint,
    create_person,
    edit_person,
    end_membership,
    set_password,
)
from casework.organisations.views.actions import RegisterAction


class PersonAction(RegisterAction):
    def allowed(self) -> bool:
        return may_edit_people(self.standing)


class AddPerson(PersonAction):
    form_class = NewPersonForm
    heading, verb, done = _("开立账号"), _("开立账号"), _("账号已开立，请接着任命角色。")

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Person:
        return create_person(**values, at=at, by=by)


class ChangePerson(PersonAction):
    form_class = EditPersonForm
    heading, verb, done = _("修改人员"), _("保存修改"), _("修改已保存。")

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Person:
        return edit_person(person=self.subject, **values, at=at, by=by)


class SetPassword(PersonAction):
    form_class = PasswordForm
    heading, verb, done = _("重设密码"), _("重设密码"), _("密码已重设。")
    consequence = _("原密码立即失效，已登录的页面会退出。")

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Person:
        set_password(person=self.subject, password=values["password"], at=at, by=by)
        return self.subject  # type: ignore[no-any-return]


class Appoint(PersonAction):
    form_class = AppointForm
    heading, verb, done = _("任命角色"), _("任命"), _("已任命。")

    def get_initial(self) -> dict[str, Any]:
        return {"first_day": self.standing.day}

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Person:
        appoint(person=self.subject, **values, at=at, by=by)
        return self.subject  # type: ignore[no-any-return]


class EndMembership(PersonAction):
    form_class = EndForm
    heading, verb, done = _("结束任职"), _("结束任职"), _("任职已结束。")
    consequence = _("最后一天过后，此人不再有这一角色的权限；历史记录不变。")

    def get_initial(self) -> dict[str, Any]:
        return {"last_day": self.standing.day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=self._membership(), **kwargs)

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Person:
        end_membership(membership=self._membership(), last_day=values["last_day"], at=at, by=by)
        return self.subject  # type: ignore[no-any-return]

    def _membership(self) -> Any:
        held = self.subject.memberships.select_related("organisation")
        return get_object_or_404(held, pk=self.kwargs["membership"])
