"""Guided submission: no entry of the menu leads here, the tasks of the inbox do."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.guided.views import blanks, files, receipts, saving, sheets, specimens, steps, uploads
from casework.organisations.services import Standing


class Guided(Application):  # type: ignore[misc]
    app_name = "guided"
    title = _("材料提交")
    icon = "checklist"

    index_path = path("", steps.index, name="index")
    task_path = path("<uuid:task_id>/", steps.overview, name="task")
    step_path = path("<uuid:task_id>/steps/<slug:key>/", steps.step, name="step")
    keep_path = path("<uuid:task_id>/steps/<slug:key>/keep/", saving.keep, name="keep")
    sheet_path = path("<uuid:task_id>/tables/<str:name>.xlsx", sheets.sheet, name="sheet")
    begin_path = path("<uuid:task_id>/papers/<int:requirement_id>/", uploads.begin, name="begin")
    finish_path = path(
        "<uuid:task_id>/papers/<int:requirement_id>/<uuid:version_id>/", uploads.finish, name="finish"
    )
    blank_path = path("<uuid:task_id>/papers/<int:requirement_id>/text/", blanks.blank, name="blank")
    file_path = path("<uuid:task_id>/papers/<int:requirement_id>/file/", files.view, name="file")
    specimen_path = path("specimens/<slug:code>.svg", specimens.picture, name="specimen")
    receipt_path = path("receipts/<uuid:case_id>/<int:ordinal>/", receipts.show, name="receipt")
    receipt_file_path = path(
        "receipts/<uuid:case_id>/<int:ordinal>/save/", receipts.save, name="receipt_file"
    )

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return False


applications = [Guided()]
