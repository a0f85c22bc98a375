"""师资库 in the shell."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from viewflow.views import DetailModelView

from casework.library.models import LibraryEntry
from casework.library.policies import reads_all
from casework.organisations.current import standing
from casework.organisations.views.lists import RegisterList
from casework.organisations.viewset import Register
from casework.vendors.models import Category


class EntryList(RegisterList):
    template_name = "library/entry_list.html"

    def get_queryset(self) -> QuerySet[LibraryEntry]:
        found: QuerySet[LibraryEntry] = super().get_queryset().select_related("organisation")
        return found.filter(state=self.state) if self.state else found

    @property
    def state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in LibraryEntry.State.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"reads_all": reads_all(standing(self.request)), "categories": dict(Category.choices)}
        shown |= {"states": LibraryEntry.State.choices, "state": self.state}
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class EntryDetail(DetailModelView):  # type: ignore[misc]
    template_name = "library/entry_detail.html"

    def get_queryset(self) -> QuerySet[LibraryEntry]:
        found: QuerySet[LibraryEntry] = self.viewset.get_queryset(self.request)
        return found.select_related("organisation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = standing(self.request)
        is_own = here.is_member(str(self.object.organisation_id))
        shown = {"reads_why": reads_all(here) or is_own, "today": here.day}
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class LibraryRegister(Register):
    app_name = "library"
    title = _("师资库")
    icon = "local_library"
    model = LibraryEntry
    list_view_class = EntryList
    list_search_fields = ("number", "organisation__name", "organisation__search_text")
    list_ordering_fields = ("number", "valid_to")
    detail_view_class = EntryDetail
