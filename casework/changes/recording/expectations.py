"""What a recorded scenario expects from now on: that the trial case goes as it went when it was recorded."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.calendar.holders import deadline_name
from casework.calendar.wording.dates import full_date
from casework.cases.names import name_in
from casework.changes.models import Recording
from casework.changes.recording.beginnings import STATED
from casework.changes.recording.following import Followed, named
from casework.changes.recording.rehearsal import Stage
from casework.scenarios.report import Report, observed
from processes.engine import Definition
from processes.services import definition_of


@dataclass(frozen=True)
class Expected:
    """``said`` as the file has it, ``lines`` of it in words: (what, which)."""

    said: dict[str, Any]
    lines: list[tuple[str, str]]


def stated_in(recording: Recording) -> frozenset[str]:
    """The cases beside the trial case that its steps went into, or that the scenario it began like spoke of."""
    touched = {step["case"] for step in recording.steps if step.get("case")}
    return frozenset(touched | set(recording.script.get(STATED, ())))


def expected(stage: Stage, stated: Collection[str], language: str) -> Expected:
    """Of the trial case as it stands now, and of those of the cases beside it that are ``stated``."""
    report, beside = observed(stage.case), named(stage, stated)
    said = _said(report)
    if beside:
        said["cases"] = {one.called: _said(observed(one.case)) for one in beside}
    lines = list(_lines(report, definition_of(stage.version), language))
    return Expected(said, lines + [_line_beside(one, language) for one in beside])


def _said(report: Report) -> dict[str, Any]:
    said: dict[str, Any] = {
        "path": report.path,
        "deadlines": [{"name": name, "due_on": due} for name, due in report.deadlines],
        "decisions": [{"table": table, "rule": rule} for table, rule in report.decisions],
        "letters": report.letters,
    }
    return said | ({"end": report.end} if report.end else {"open": report.open})


def _line_beside(one: Followed, language: str) -> tuple[str, str]:
    """How far a case came that was opened from the trial case, or with it."""
    report = observed(one.case)
    definition = definition_of(one.case.instance.version) if one.case.instance else None
    names = {e.id: name_in(e, language) for e in definition.elements()} if definition else {}
    stands = "、".join(names.get(key, key) for key in report.open)
    return one.case.title, report.end or (
        _("停在：%(steps)s") % {"steps": stands} if stands else _("没有等人办理的事")
    )


def _lines(report: Report, definition: Definition, language: str) -> Iterator[tuple[str, str]]:
    elements = {element.id: name_in(element, language) for element in definition.elements()}
    yield _("依次经过"), "、".join(elements.get(key, key) for key in report.path) or _("还没有办过任何一步")
    if report.decisions:
        names = {key: table.name for key, table in definition.decisions.items()}
        hits = dict.fromkeys(names.get(table, table) for table, _rule in report.decisions)
        yield _("决策表"), _("每次命中的行不变：%(tables)s") % {"tables": "、".join(hits)}
    if report.letters:
        titles = [str(definition.letters.get(key, {}).get("title", key)) for key in report.letters]
        yield _("文书"), "、".join(titles)
    for name, due in report.deadlines:
        yield _("时限"), f"{deadline_name(name)} {full_date(date.fromisoformat(due), language)}"
    if report.end:
        yield _("结局"), report.end
    else:
        yield _("停在"), "、".join(elements.get(key, key) for key in report.open)
