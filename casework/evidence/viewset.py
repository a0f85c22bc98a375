"""The address of evidence packs; it stands in no menu, a case leads to it."""

from django.urls import path
from viewflow.urls import Application

from casework.evidence import views
from casework.organisations.services import Standing


class Evidence(Application):  # type: ignore[misc]
    app_name = "evidence"
    title = ""
    icon = "folder_zip"

    index_path = path("<uuid:case_id>/", views.evidence, name="index")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return False


applications = [Evidence()]
