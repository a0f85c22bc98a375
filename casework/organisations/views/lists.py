"""The registers as lists: what the person may see, searched by name or pinyin."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from viewflow.views import ListModelView

from casework.organisations.current import standing
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.models.organisation import OrganisationQuerySet
from casework.organisations.policies import (
    may_edit_organisations,
    may_edit_people,
    may_edit_recusals,
    may_read_register,
)

TERM_LENGTH = 80
OWN_WORDS = ("post", "search_text")
PLACE_WORDS = ("memberships__organisation__name", "memberships__organisation__search_text")


class RegisterList(ListModelView):  # type: ignore[misc]
    """A page of a register. ``_search`` holds words that must all be found."""

    def get_search_term(self) -> str | None:
        # PostgreSQL takes no text with a NUL in it.
        term = self.request.GET.get("_search", "").replace("\x00", "").strip()[:TERM_LENGTH]
        return term or None


class OrganisationList(RegisterList):
    template_name = "organisations/organisation_list.html"

    def get_queryset(self) -> QuerySet[Organisation]:
        found: OrganisationQuerySet = super().get_queryset().select_related("parent")
        return (found.filter(kind=self.kind) if self.kind else found).by_kind()

    @property
    def kind(self) -> str:
        asked = self.request.GET.get("kind", "")
        return asked if asked in Organisation.Kind.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_add = may_edit_organisations(standing(self.request))
        shown = {"kinds": Organisation.Kind.choices, "kind": self.kind, "may_add": may_add}
        shown["may_recuse"] = may_edit_recusals(standing(self.request))
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class PersonList(RegisterList):
    template_name = "organisations/person_list.html"

    def get_queryset(self) -> QuerySet[Person]:
        here = standing(self.request)
        # Roles elsewhere are not for colleagues, neither shown nor searched.
        visible = Organisation.objects.visible_to(here)
        held = Membership.objects.active_on(here.day).filter(organisation__in=visible)
        held = held.select_related("organisation").order_by("role")
        self.search_fields = OWN_WORDS + PLACE_WORDS if may_read_register(here) else OWN_WORDS
        found: QuerySet[Person] = super().get_queryset()
        return found.prefetch_related(Prefetch("memberships", held, to_attr="held"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = standing(self.request)
        shown = {"may_add": may_edit_people(here), "may_recuse": may_edit_recusals(here)}
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]
