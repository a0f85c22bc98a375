"""The desk in the menu: inbox, cases, and the automatic steps that wait for repair."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.inbox.batches.rights import may_see_batches
from casework.inbox.repairs import may_repair
from casework.inbox.views import (
    action,
    batches,
    begin,
    case,
    diagrams,
    documents,
    inbox,
    incidents,
    new_case,
    offline,
    papers,
    sheets,
    task,
)
from casework.organisations.policies import has_business
from casework.organisations.services import Standing


class Inbox(Application):  # type: ignore[misc]
    app_name = "inbox"
    title = _("待办")
    icon = "inbox"

    index_path = path("", inbox.home, name="index")
    task_path = path("tasks/<uuid:task_id>/", task.task, name="task")
    draft_path = path("tasks/<uuid:task_id>/draft/", task.draft, name="draft")
    sheet_path = path("tasks/<uuid:task_id>/tables/<str:name>.xlsx", sheets.sheet, name="sheet")
    import_sheet_path = path(
        "tasks/<uuid:task_id>/tables/<str:name>/import/", sheets.import_sheet, name="import_sheet"
    )
    worker_path = path("worker.js", offline.worker, name="worker")
    read_path = path("read/<uuid:case_id>/", inbox.read, name="read")
    summary_path = path("tasks/<uuid:task_id>/summary/", inbox.summary, name="summary")
    claim_path = path("tasks/<uuid:task_id>/claim/", inbox.take, name="claim")
    release_path = path("tasks/<uuid:task_id>/release/", inbox.put_back, name="release")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return has_business(standing)


class Cases(Application):  # type: ignore[misc]
    app_name = "cases"
    title = _("案件")
    icon = "folder_open"

    index_path = path("", case.cases, name="index")
    new_path = path("new/", new_case.new_case, name="new")
    begin_path = path("begin/", begin.choose, name="begin")
    begin_form_path = path("begin/<str:process_id>/<str:form>/", begin.begin_one, name="begin_form")
    case_path = path("<uuid:case_id>/", case.case, name="case")
    action_path = path("<uuid:case_id>/actions/<str:message>/", action.action, name="action")
    upload_path = path("<uuid:case_id>/uploads/", documents.upload, name="upload")
    complete_upload_path = path(
        "<uuid:case_id>/uploads/<uuid:version_id>/", documents.completed, name="complete_upload"
    )
    view_document_path = path(
        "<uuid:case_id>/documents/<uuid:version_id>/", documents.view, name="view_document"
    )
    save_document_path = path(
        "<uuid:case_id>/documents/<uuid:version_id>/save/", documents.save, name="save_document"
    )
    paper_path = path("<uuid:case_id>/papers/<int:requirement_id>/", papers.paper, name="paper")
    diagram_xml_path = path("<uuid:case_id>/diagrams/<str:process_id>.bpmn", diagrams.xml, name="diagram_xml")
    diagram_state_path = path(
        "<uuid:case_id>/diagrams/<str:process_id>.json", diagrams.state, name="diagram_state"
    )

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return has_business(standing)


class Batches(Application):  # type: ignore[misc]
    app_name = "batches"
    title = _("批量发起")
    icon = "playlist_add_check"

    index_path = path("", batches.index, name="index")
    batch_path = path("<int:batch_id>/", batches.batch, name="batch")
    again_path = path("<int:batch_id>/again/", batches.again, name="again")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_see_batches(standing)


class Incidents(Application):  # type: ignore[misc]
    app_name = "incidents"
    title = _("待处理故障")
    icon = "build"

    index_path = path("", incidents.incidents, name="index")
    retry_path = path("<uuid:incident_id>/retry/", incidents.retry, name="retry")
    skip_path = path("<uuid:incident_id>/skip/", incidents.skip, name="skip")
    return_path = path("<uuid:incident_id>/return/", incidents.return_task, name="return")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_repair(standing)


applications = [Inbox(), Cases(), Batches(), Incidents()]
