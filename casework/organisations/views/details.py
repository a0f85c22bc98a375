"""One entry of a register, with who holds which role there, or where."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from viewflow.views import DetailModelView

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.organisations.current import standing
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.policies import may_edit_organisations, may_edit_people

EVENTS = 30


class OrganisationDetail(DetailModelView):  # type: ignore[misc]
    template_name = "organisations/organisation_detail.html"

    def get_queryset(self) -> QuerySet[Organisation]:
        found: QuerySet[Organisation] = self.viewset.get_queryset(self.request)
        return found.select_related("parent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = standing(self.request)
        held = Membership.objects.active_on(here.day).filter(organisation=self.object)
        may_edit = may_edit_organisations(here)
        shown = {
            "members": held.select_related("person").order_by("role", "person__post"),
            "children": Organisation.objects.visible_to(here).filter(parent=self.object).by_kind(),
            "may_edit": may_edit,
            "lines": timeline(self.object.pk) if may_edit else [],
        }
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class PersonDetail(DetailModelView):  # type: ignore[misc]
    template_name = "organisations/person_detail.html"

    def get_queryset(self) -> QuerySet[Person]:
        found: QuerySet[Person] = self.viewset.get_queryset(self.request)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = standing(self.request)
        may_edit = may_edit_people(here)
        visible = Organisation.objects.visible_to(here)
        held = Membership.objects.of(self.object).filter(organisation__in=visible)
        shown = {
            "memberships": held.select_related("organisation").order_by("-valid_from", "role"),
            "today": here.day,
            "may_edit": may_edit,
            "lines": timeline(self.object.chain) if may_edit else [],
        }
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


def timeline(chain: UUID) -> list[tuple[Any, str]]:
    """When and what happened last on a chain, newest first, in the reader's language."""
    language = get_language() or "zh-hans"
    events = Event.objects.filter(chain=chain).order_by("-seq")[:EVENTS]
    return [(event.at, sentence(event, language)) for event in events]
