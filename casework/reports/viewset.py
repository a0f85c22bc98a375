"""The page of figures in the menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.organisations.standing import Standing
from casework.reports import views
from casework.reports.policies import may_read_reports, title_for


class Reports(Application):  # type: ignore[misc]
    app_name = "reports"
    title = _("全局一览")
    icon = "bar_chart"

    index_path = path("", views.overview, name="index")
    spreadsheet_path = path("<str:block>.xlsx", views.spreadsheet, name="spreadsheet")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_read_reports(standing)

    @staticmethod
    def title_for(standing: Standing) -> str:
        return title_for(standing)


applications = [Reports()]
