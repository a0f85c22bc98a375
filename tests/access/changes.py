"""The part of the table about changes of processes, and the things that its rows name (see ``table``)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from casework.changes.models import Backtest, MoveBatch, Recording, Todo
from casework.changes.parameters import propose_in
from casework.changes.recording.beginnings import begun_like
from casework.changes.recording.keeping import begin_recording
from casework.changes.services import open_change_set, take_up
from casework.organisations.models import Person
from casework.policy.models import Clause
from casework.scenarios.models import TrialRun
from processes.services import version_in_force
from tests.access.cells import On
from tests.casework.cases.conftest import NOW

CHANGES: dict[str, list[On]] = {
    "changes:index": [On("nothing", GET="200 offices clerk process auditor | 403 rest")],
    "changes:new": [On("nothing", GET="200 process | 403 rest", POST="422 process | 403 rest")],
    "changes:change": [On("a change", GET="200 offices clerk process auditor | 404 rest")],
    # Without the version that is to be taken there is nothing to take.
    "changes:take_together": [On("a change", POST="302 process | 403 offices clerk auditor | 404 rest")],
    "changes:take": [On("a change", POST="403 offices clerk auditor | 404 rest")],
    "changes:drop": [On("a draft", POST="302 process | 403 offices clerk auditor | 404 rest")],
    "changes:differences": [On("a change", GET="200 offices clerk process auditor | 404 rest")],
    "changes:drawing": [On("a drawing", GET="200 offices clerk process auditor | 404 rest")],
    "versions:index": [On("nothing", GET="200 offices clerk process auditor | 403 rest")],
    "versions:version": [On("a version", GET="200 offices clerk process auditor | 403 rest")],
    "versions:archive": [On("a version", GET="200 offices clerk process auditor | 403 rest")],
    "versions:against": [On("two versions", GET="200 offices clerk process auditor | 403 rest")],
    "versions:file": [On("a file of a version", GET="200 offices clerk process auditor | 403 rest")],
    "changes:backtests": [
        On(
            "a change",
            GET="200 offices clerk process auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:backtest": [On("a backtest", GET="200 offices clerk process auditor | 404 rest")],
    "changes:backtest_sheet": [On("a backtest", GET="200 offices clerk process auditor | 404 rest")],
    "changes:backtest_cancel": [On("a backtest", POST="302 process | 403 offices clerk auditor | 404 rest")],
    "changes:tick": [On("a todo", POST="302 process | 403 offices clerk auditor | 404 rest")],
    "changes:hand_in": [
        On(
            "a change",
            GET="200 process | 403 offices clerk auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:scenarios": [On("a change", GET="200 offices clerk process auditor | 404 rest")],
    "changes:run_all": [On("a change", POST="302 process | 403 offices clerk auditor | 404 rest")],
    # Without the path of a scenario there is nothing to play.
    "changes:run_one": [On("a draft", POST="403 offices clerk auditor | 404 rest")],
    "changes:trial": [On("a trial", GET="200 offices clerk process auditor | 404 rest")],
    "changes:way": [On("a way", GET="200 offices clerk process auditor | 404 rest")],
    # How it begins is not said.
    "changes:record": [
        On(
            "a draft",
            GET="200 process | 403 offices clerk auditor | 404 rest",
            POST="403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:recording": [
        On(
            "a recording",
            GET="200 process | 403 offices clerk auditor | 404 rest",
            POST="403 offices clerk auditor | 404 rest",
        )
    ],
    # It has begun.
    "changes:recording_start": [
        On(
            "a recording",
            GET="302 process | 403 offices clerk auditor | 404 rest",
            POST="302 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    # No step is named.
    "changes:recording_step": [
        On(
            "a recording",
            GET="302 process | 403 offices clerk auditor | 404 rest",
            POST="302 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:recording_save": [
        On(
            "a recording",
            GET="200 process | 403 offices clerk auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:recording_way": [On("a recorded way", GET="200 offices clerk process auditor | 404 rest")],
    "changes:moves": [On("a change", GET="200 offices clerk process auditor | 404 rest")],
    # What was not published has no cases to move.
    "changes:examine": [On("a change", POST="403 offices clerk process auditor | 404 rest")],
    "changes:move": [On("a batch of moves", GET="200 offices clerk process auditor | 404 rest")],
    "changes:examine_again": [On("a batch of moves", POST="403 offices clerk process auditor | 404 rest")],
    "changes:start_move": [On("a batch of moves", POST="403 offices clerk process auditor | 404 rest")],
    "changes:take_back": [On("a batch of moves", POST="302 process | 403 offices clerk auditor | 404 rest")],
    "changes:give_up": [On("a change", POST="302 process | 403 offices clerk auditor | 404 rest")],
    "changes:editor": [On("a draft", GET="200 offices clerk process auditor | 404 rest")],
    "changes:editor_context": [On("a draft", GET="200 offices clerk process auditor | 404 rest")],
    # No file is named, and nothing to save is sent.
    "changes:editor_file": [
        On("a draft", GET="404 rest", POST="400 process | 403 offices clerk auditor | 404 rest")
    ],
    "changes:editor_check": [On("a draft", GET="200 offices clerk process auditor | 404 rest")],
    "changes:editor_import": [On("a draft", POST="422 process | 403 offices clerk auditor | 404 rest")],
    "changes:files": [
        On(
            "a draft",
            GET="200 offices clerk process auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:export": [On("a draft's form", GET="200 offices clerk process auditor | 404 rest")],
    # What is to be done is not said.
    "changes:form": [
        On(
            "a draft's form",
            GET="200 offices clerk process auditor | 404 rest",
            POST="403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:letter": [
        On(
            "a draft's letter",
            GET="200 offices clerk process auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:letter_docx": [On("a draft's letter", GET="200 offices clerk process auditor | 404 rest")],
    "changes:table": [On("a draft's table", GET="200 offices clerk process auditor | 404 rest")],
    "changes:table_file": [
        On(
            "a draft's table",
            GET="200 offices clerk process auditor | 404 rest",
            POST="400 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:table_check": [
        On(
            "a draft's table",
            GET="200 offices clerk process auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:parameters": [On("a change", GET="200 offices clerk process auditor | 404 rest")],
    "changes:parameter": [
        On(
            "a changed parameter",
            GET="200 process | 403 offices clerk auditor | 404 rest",
            POST="422 process | 403 offices clerk auditor | 404 rest",
        )
    ],
    "changes:parameter_drop": [
        On("a proposed parameter", POST="302 process | 403 offices clerk auditor | 404 rest")
    ],
}


def change_things(*, by: Person) -> dict[str, Mapping[str, Any]]:
    """A change that is being drafted, with the rectification in it."""
    change = open_change_set(title="压缩整改时限", reason="新规定", by=by, at=NOW)
    version = version_in_force("rectify", on=NOW.date())
    draft = take_up(change=change, version=version, by=by, at=NOW)
    todo = Todo.objects.create(
        change=change, clause=Clause.objects.order_by("pk")[0], process="整改闭环", what="步骤“复查”"
    )
    tried = Backtest.objects.create(
        change=change, draft=draft, since=NOW.date(), until=NOW.date(), files={}, digest="0" * 64, total=0,
        started_at=NOW, by=by,
    )  # fmt: skip
    path = "rectify/process.bpmn"
    here = {"pk": change.pk, "draft": draft.pk}
    later = NOW.date() + timedelta(days=60)
    link = propose_in(
        change=change, code="PRM_EXT_MAX_WD", value=5, effective_from=later, source="新规定", today=NOW.date(), by=by, at=NOW
    )  # fmt: skip
    move = MoveBatch.objects.create(change=change, base=version, target=version, made_at=NOW, made_by=by)
    trial = TrialRun.objects.create(
        draft=draft, path="rectify/scenarios/a.json", name="试", digest="0" * 64, at=NOW, by=by,
        pictures=[{"process": "rectify", "path": path, "name": "整改闭环", "state": {}}],
    )  # fmt: skip
    begun = begun_like(draft, "rectify/scenarios/end_withdrawn.json", steps=0)
    recording = begin_recording(change=change, draft=draft, script=begun, by=by, at=NOW)
    Recording.objects.filter(pk=recording.pk).update(pictures=trial.pictures)
    return {
        "a recording": {"pk": change.pk, "recording": recording.pk},
        "a recorded way": {"pk": change.pk, "recording": recording.pk, "process": "rectify"},
        "a trial": {"pk": change.pk, "run": trial.pk},
        "a way": {"pk": change.pk, "run": trial.pk, "process": "rectify"},
        "a batch of moves": {"pk": change.pk, "batch": move.pk},
        "a drawing": {"pk": change.pk, "draft": draft.pk, "path": path},
        "a version": {"pk": version.pk},
        "two versions": {"pk": version.pk, "other": version.pk},
        "a file of a version": {"pk": version.pk, "path": path},
        "a draft's form": {**here, "path": "rectify/forms/recheck.json"},
        "a draft's letter": {**here, "path": "rectify/letters/slip.json"},
        "a draft's table": {**here, "path": "rectify/D13.dmn"},
        "a changed parameter": {"pk": change.pk, "code": "PRM_EXT_MAX_WD"},
        "a proposed parameter": {"pk": change.pk, "link": link.pk},
        "a todo": {"pk": change.pk, "todo": todo.pk},
        "a backtest": {"pk": change.pk, "test": tried.pk},
        "a change": {"pk": change.pk},
        "a draft": {"pk": change.pk, "draft": draft.pk},
    }
