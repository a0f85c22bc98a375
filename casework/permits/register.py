"""入校许可 in the shell."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from viewflow.views import DetailModelView

from casework.filings.addresses import public_address
from casework.organisations.current import standing
from casework.organisations.views.lists import RegisterList
from casework.organisations.viewset import Register
from casework.permits.badges import token_of
from casework.permits.models import Permit
from casework.permits.validity import bounds
from documents.codes import code_as_svg


class PermitList(RegisterList):
    template_name = "permits/permit_list.html"

    def get_queryset(self) -> QuerySet[Permit]:
        found: QuerySet[Permit] = super().get_queryset().select_related("school", "subject")
        return found.filter(state=self.state) if self.state else found

    @property
    def state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in Permit.State.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"states": Permit.State.choices, "state": self.state}
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class PermitDetail(DetailModelView):  # type: ignore[misc]
    template_name = "permits/permit_detail.html"

    def get_queryset(self) -> QuerySet[Permit]:
        found: QuerySet[Permit] = self.viewset.get_queryset(self.request)
        return found.select_related("school", "subject", "filing", "application")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = standing(self.request).day
        shown = {
            "people": self.object.people.select_related("instructor"),
            "courses": self.object.application.courses.all(),
            "bounds": bounds(self.object.application),
            "is_in_force": Permit.objects.active_on(day).filter(pk=self.object.pk).exists(),
            "today": day,
        }
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class PermitRegister(Register):
    app_name = "permit"
    title = _("入校许可")
    icon = "badge"
    model = Permit
    list_view_class = PermitList
    list_search_fields = (
        "number",
        "subject__name",
        "subject__search_text",
        "school__name",
        "school__search_text",
    )
    list_ordering_fields = ("number", "valid_to")
    detail_view_class = PermitDetail

    @property
    def badge_path(self) -> URLPattern:
        return path("<uuid:pk>/badges/<int:person>/", require_safe(self.badge), name="badge")

    def badge(self, request: HttpRequest, pk: UUID, person: int) -> HttpResponse:
        """One badge to print; its code leads to the public check."""
        permit = get_object_or_404(self.get_queryset(request), pk=pk)
        row = get_object_or_404(permit.people.select_related("instructor"), pk=person)
        address = public_address(reverse("permits:check", args=[token_of(row)]))
        shown = {
            "permit": permit,
            "row": row,
            "courses": permit.application.courses.all(),
            "code": SafeString(code_as_svg(address)),
            "address": address,
        }
        return render(request, "permits/badge.html", shown)
