"""流程变更 in the menu: the bureau reads, the process manager edits."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application

from casework.changes.policies import may_read_changes
from casework.changes.views import (
    backtests,
    changes,
    differences,
    editor,
    files,
    forms,
    handing_in,
    letters,
    moves,
    parameters,
    recording_steps,
    recordings,
    scenarios,
    tables,
    versions,
    ways,
)
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
    together_path = path("<uuid:pk>/together/", changes.take_together, name="take_together")
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
    scenarios_path = path("<uuid:pk>/scenarios/", scenarios.scenarios, name="scenarios")
    run_all_path = path("<uuid:pk>/scenarios/run/", scenarios.run_all, name="run_all")
    run_one_path = path("<uuid:pk>/scenarios/<uuid:draft>/run/", scenarios.run_one, name="run_one")
    trial_path = path("<uuid:pk>/scenarios/<int:run>/", scenarios.trial, name="trial")
    way_path = path("<uuid:pk>/scenarios/<int:run>/<str:process>.json", ways.trial_way, name="way")
    record_path = path("<uuid:pk>/drafts/<uuid:draft>/record/", recordings.begin, name="record")
    recording_path = path("<uuid:pk>/recordings/<int:recording>/", recordings.recording, name="recording")
    recording_start_path = path(
        "<uuid:pk>/recordings/<int:recording>/start/", recording_steps.start, name="recording_start"
    )
    recording_step_path = path(
        "<uuid:pk>/recordings/<int:recording>/step/", recording_steps.step, name="recording_step"
    )
    recording_save_path = path(
        "<uuid:pk>/recordings/<int:recording>/save/", recording_steps.save, name="recording_save"
    )
    recording_way_path = path(
        "<uuid:pk>/recordings/<int:recording>/<str:process>.json", ways.recording_way, name="recording_way"
    )
    backtests_path = path("<uuid:pk>/backtests/", backtests.backtests, name="backtests")
    backtest_path = path("<uuid:pk>/backtests/<uuid:test>/", backtests.backtest, name="backtest")
    backtest_sheet_path = path(
        "<uuid:pk>/backtests/<uuid:test>/sheet/", backtests.sheet, name="backtest_sheet"
    )
    backtest_cancel_path = path(
        "<uuid:pk>/backtests/<uuid:test>/cancel/", backtests.cancel, name="backtest_cancel"
    )
    give_up_path = path("<uuid:pk>/give-up/", changes.give_up, name="give_up")

    editor_path = path("<uuid:pk>/drafts/<uuid:draft>/", editor.page, name="editor")
    editor_context_path = path(
        "<uuid:pk>/drafts/<uuid:draft>/context/", editor.context, name="editor_context"
    )
    editor_file_path = path("<uuid:pk>/drafts/<uuid:draft>/file/", editor.file, name="editor_file")
    editor_check_path = path("<uuid:pk>/drafts/<uuid:draft>/check/", editor.check, name="editor_check")
    editor_import_path = path("<uuid:pk>/drafts/<uuid:draft>/import/", editor.take, name="editor_import")

    files_path = path("<uuid:pk>/drafts/<uuid:draft>/files/", files.files, name="files")
    export_path = path("<uuid:pk>/drafts/<uuid:draft>/export/<path:path>", files.export, name="export")
    form_path = path("<uuid:pk>/drafts/<uuid:draft>/forms/<path:path>/", forms.form, name="form")
    letter_path = path("<uuid:pk>/drafts/<uuid:draft>/letters/<path:path>/", letters.letter, name="letter")
    letter_docx_path = path(
        "<uuid:pk>/drafts/<uuid:draft>/letter-page/<path:path>/", letters.produced, name="letter_docx"
    )
    table_path = path("<uuid:pk>/drafts/<uuid:draft>/tables/<path:path>/", tables.table, name="table")
    table_file_path = path(
        "<uuid:pk>/drafts/<uuid:draft>/table-file/<path:path>/", tables.file, name="table_file"
    )
    table_check_path = path(
        "<uuid:pk>/drafts/<uuid:draft>/table-check/<path:path>/", tables.check, name="table_check"
    )
    parameters_path = path("<uuid:pk>/parameters/", parameters.parameters, name="parameters")
    parameter_path = path("<uuid:pk>/parameters/<slug:code>/", parameters.propose, name="parameter")
    parameter_drop_path = path(
        "<uuid:pk>/parameters/<int:link>/drop/", parameters.drop, name="parameter_drop"
    )

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
