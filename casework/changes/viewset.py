"""流程变更 in the menu: the bureau reads, the process manager edits."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.changes.policies import may_read_changes
from casework.changes.views import changes, differences, handing_in, moves, versions
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
    moves_path = path("<uuid:pk>/moves/", moves.index, name="moves")
    examine_path = path("<uuid:pk>/moves/examine/", moves.examine, name="examine")
    move_path = path("<uuid:pk>/moves/<uuid:batch>/", moves.move, name="move")
    examine_again_path = path(
        "<uuid:pk>/moves/<uuid:batch>/examine/", moves.examine_again, name="examine_again"
    )
    start_move_path = path("<uuid:pk>/moves/<uuid:batch>/start/", moves.start, name="start_move")
    take_back_path = path("<uuid:pk>/moves/<uuid:batch>/back/", moves.take_back, name="take_back")
    give_up_path = path("<uuid:pk>/give-up/", changes.give_up, name="give_up")

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
