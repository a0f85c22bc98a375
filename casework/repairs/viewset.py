"""修正路径 in the menu of those who may repair."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.organisations.standing import Standing
from casework.repairs import views
from casework.repairs.policies import may_repair


class Repairs(Application):  # type: ignore[misc]
    app_name = "repairs"
    title = _("修正路径")
    icon = "alt_route"

    index_path = path("", views.index, name="index")
    case_path = path("cases/<uuid:case_id>/", views.case, name="case")
    move_path = path("cases/<uuid:case_id>/<str:key>/", views.move, name="move")
    repair_path = path("<uuid:repair_id>/", views.repair, name="repair")
    confirm_path = path("<uuid:repair_id>/confirm/", views.confirm_repair, name="confirm")
    drop_path = path("<uuid:repair_id>/drop/", views.drop_repair, name="drop")
    xml_path = path("<uuid:repair_id>/diagram.bpmn", views.xml, name="xml")
    state_path = path("<uuid:repair_id>/<str:when>.json", views.state, name="state")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_repair(standing)


applications = [Repairs()]
