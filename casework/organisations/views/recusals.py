"""The register of who keeps away from which organisation."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.organisations.current import standing
from casework.organisations.forms import EndRecusalForm, NewRecusalForm
from casework.organisations.models import Person, Recusal
from casework.organisations.policies import may_edit_recusals
from casework.organisations.services import end_recusal, register_recusal
from casework.organisations.views.actions import RegisterAction
from casework.organisations.views.lists import RegisterList


class RecusalList(RegisterList):
    template_name = "organisations/recusal_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_edit_recusals(standing(request)):
            raise PermissionDenied
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[Recusal]:
        found: QuerySet[Recusal] = super().get_queryset()
        return found.select_related("person", "organisation", "registered_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"today": standing(self.request).day, "may_recuse": True}
        return super().get_context_data(**shown, **kwargs)  # type: ignore[no-any-return]


class RecusalAction(RegisterAction):
    def allowed(self) -> bool:
        return may_edit_recusals(self.standing)

    def after(self, entry: Any) -> str:
        return str(self.viewset.reverse("list"))


class AddRecusal(RecusalAction):
    form_class = NewRecusalForm
    heading, verb, done = _("登记回避"), _("登记"), _("回避已登记，安排检查时会自动拦下。")

    def get_initial(self) -> dict[str, Any]:
        return {"first_day": self.standing.day}

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Recusal:
        return register_recusal(**values, at=at, by=by)


class EndRecusal(RecusalAction):
    form_class = EndRecusalForm
    heading, verb, done = _("结束回避"), _("结束回避"), _("回避已结束。")
    consequence = _("登记保留，最后一天以后可以再参加该单位的检查。")

    def get_initial(self) -> dict[str, Any]:
        return {"last_day": self.standing.day}

    def act(self, values: dict[str, Any], at: datetime, by: Person) -> Recusal:
        return end_recusal(recusal=self.subject, last_day=values["last_day"], at=at, by=by)
