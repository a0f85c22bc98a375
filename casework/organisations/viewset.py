"""The registers in the shell."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application, ReadonlyModelViewset

from casework.organisations.current import standing
from casework.organisations.models import Organisation, Person, Recusal
from casework.organisations.policies import may_edit_recusals, may_read_trail, sees_menu
from casework.organisations.standing import Standing, standing_of
from casework.organisations.views import details, lists, organisations, people, recusals, trail


class Register(ReadonlyModelViewset):  # type: ignore[misc]
    """A list and a page for each entry, of what the person may see; changes are actions of their own."""

    def has_view_permission(self, user: Any, obj: Any = None) -> bool:
        return bool(user.is_authenticated)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible: QuerySet[Any] = self.model.objects.visible_to(standing(request))
        return visible


class OrganisationRegister(Register):
    app_name = "organisation"
    title = _("单位")
    icon = "domain"
    model = Organisation
    list_view_class = lists.OrganisationList
    list_search_fields = ("name", "short_name", "code", "search_text")
    list_ordering_fields = ("kind", "code")
    detail_view_class = details.OrganisationDetail

    @property
    def add_path(self) -> URLPattern:
        return path("add/", organisations.AddOrganisation.as_view(viewset=self), name="add")

    @property
    def change_path(self) -> URLPattern:
        return path(
            "<uuid:pk>/change/", organisations.ChangeOrganisation.as_view(viewset=self), name="change"
        )


class PersonRegister(Register):
    app_name = "person"
    title = _("人员")
    icon = "people"
    model = Person
    list_view_class = lists.PersonList
    list_ordering_fields = ("post", "pk")
    detail_view_class = details.PersonDetail

    @property
    def add_path(self) -> URLPattern:
        return path("add/", people.AddPerson.as_view(viewset=self), name="add")

    @property
    def change_path(self) -> URLPattern:
        return path("<int:pk>/change/", people.ChangePerson.as_view(viewset=self), name="change")

    @property
    def password_path(self) -> URLPattern:
        return path("<int:pk>/password/", people.SetPassword.as_view(viewset=self), name="password")

    @property
    def appoint_path(self) -> URLPattern:
        return path("<int:pk>/appoint/", people.Appoint.as_view(viewset=self), name="appoint")

    @property
    def end_path(self) -> URLPattern:
        return path(
            "<int:pk>/memberships/<int:membership>/end/",
            people.EndMembership.as_view(viewset=self),
            name="end",
        )


class RecusalRegister(Register):
    """A list alone: an entry has nothing more to show than its row."""

    app_name = "recusal"
    title = _("回避登记")
    icon = "front_hand"
    model = Recusal
    list_view_class = recusals.RecusalList
    list_search_fields = ("person__post", "person__search_text", "organisation__search_text")
    list_ordering_fields = ("-valid_from",)
    detail_path = None

    def has_view_permission(self, user: Any, obj: Any = None) -> bool:
        return bool(user.is_authenticated) and may_edit_recusals(standing_of(user, localdate()))

    @property
    def add_path(self) -> URLPattern:
        return path("add/", recusals.AddRecusal.as_view(viewset=self), name="add")

    @property
    def end_path(self) -> URLPattern:
        return path("<int:pk>/end/", recusals.EndRecusal.as_view(viewset=self), name="end")


class Registers(Application):  # type: ignore[misc]
    app_name = "organisations"
    title = _("单位和人员")
    icon = "domain"
    viewsets = (OrganisationRegister(), PersonRegister(), RecusalRegister())

    def visible_to(self, standing: Standing) -> bool:
        return sees_menu(standing)


class Trail(Application):  # type: ignore[misc]
    app_name = "audit"
    title = _("审计记录")
    icon = "fact_check"

    def visible_to(self, standing: Standing) -> bool:
        return may_read_trail(standing)

    @property
    def index_path(self) -> URLPattern:
        return path("", trail.trail, name="index")


applications = [Registers(), Trail()]
