"""流程变更 in the menu: the bureau reads, the process manager edits."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.changes.policies import may_read_changes
from casework.changes.views import changes, differences, editor, handing_in, versions
from casework.organisations.standing import Standing


class Changes(Application):  # type: ignore[misc]
    app_name = "changes"
    title = _("流程变更")
    icon = "account_tree"

    index_path = path("", changes.index, name="index")
    new_path = path("new/", changes.new, name="new")
    change_path = path("<uuid:pk>/", changes.change, name="change")
    take_path = path("<uuid:pk>/take/", changes.take, name="take")
    drop_path = path("<uuid:pk>/drafts/<uuid:draft>/drop/", changes.drop, name="drop")
    tick_path = path("<uuid:pk>/todos/<int:todo>/", changes.tick_off, name="tick")
    hand_in_path = path("<uuid:pk>/hand-in/", handing_in.handing_in, name="hand_in")
    differences_path = path("<uuid:pk>/differences/", differences.differences, name="differences")
    drawing_path = path(
        "<uuid:pk>/drafts/<uuid:draft>/drawing/<path:path>", differences.drawing, name="drawing"
    )
    give_up_path = path("<uuid:pk>/give-up/", changes.give_up, name="give_up")

    editor_path = path("<uuid:pk>/drafts/<uuid:draft>/", editor.page, name="editor")
    editor_context_path = path(
        "<uuid:pk>/drafts/<uuid:draft>/context/", editor.context, name="editor_context"
    )
    editor_file_path = path("<uuid:pk>/drafts/<uuid:draft>/file/", editor.file, name="editor_file")
    editor_check_path = path("<uuid:pk>/drafts/<uuid:draft>/check/", editor.check, name="editor_check")
    editor_import_path = path("<uuid:pk>/drafts/<uuid:draft>/import/", editor.take, name="editor_import")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_read_changes(standing)


class Versions(Application):  # type: ignore[misc]
    app_name = "versions"
    title = _("流程版本")
    icon = "history"

    index_path = path("", versions.index, name="index")
    version_path = path("<uuid:pk>/", versions.version, name="version")
    archive_path = path("<uuid:pk>.zip", versions.archive, name="archive")
    against_path = path("<uuid:pk>/against/<uuid:other>/", versions.against, name="against")
    file_path = path("<uuid:pk>/files/<path:path>", versions.file, name="file")

    @staticmethod
    def visible_to(standing: Standing) -> bool:
        return may_read_changes(standing)


applications = [Changes(), Versions()]
