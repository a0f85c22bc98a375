"""What is wrong with a draft, for the editor: the check of the server, and where a diagram cannot come to its end."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem
from processes.checks.draft import Draft, read_draft
from processes.checks.graph import graphs_of
from processes.confinement import Undecided, confined
from processes.services import examine
from processes.soundness import Fault, Finding, judge, level_of

MOST_MARKINGS = 20_000


def problems_of(bundle: Bundle, *, at: datetime) -> list[Mapping[str, Any]]:
    """Each problem as JSON: ``path``, ``file``, ``element``, ``name``, ``message``, ``run`` (steps of tokens, or empty)."""
    problems = list(examine(bundle=bundle, at=at).problems)
    if problems:
        return [_told(problem) for problem in problems]
    return [*(_told(problem) for problem in registry.inspected(bundle)), *_unsound(bundle)]


def _told(problem: Problem) -> Mapping[str, Any]:
    file = problem.path.rpartition("/")[2]
    run = [asdict(step) for step in getattr(problem, "run", ())]
    return {
        "path": problem.path,
        "file": file,
        "element": problem.element,
        "name": problem.name,
        "message": problem.message,
        "run": run,
    }


def _unsound(bundle: Bundle) -> list[Mapping[str, Any]]:
    """Only of a draft that passed the check: what it found there would be found again here, in worse words."""
    try:
        found: list[Mapping[str, Any]] = confined(lambda: list(_judged(bundle)))
    except Undecided:
        return []
    return [{**problem, "message": _sentence(problem.pop("fault"))} for problem in map(dict, found)]


def _judged(bundle: Bundle) -> Iterator[Mapping[str, Any]]:
    draft = read_draft(bundle)
    for graph in graphs_of(draft):
        for finding in judge(level_of(graph), most=MOST_MARKINGS).findings:
            for element in finding.elements:
                yield _found(draft, graph.path, element, finding)


def _found(draft: Draft, path: str, element: str, finding: Finding) -> Mapping[str, Any]:
    name = next((e.name for e in draft.elements() if e.id == element), "")
    run = [asdict(step) for step in finding.run]
    file = path.rpartition("/")[2]
    return {
        "path": path,
        "file": file,
        "element": element,
        "name": name,
        "fault": finding.fault.value,
        "run": run,
    }


def _sentence(fault: str) -> str:
    said = {
        Fault.DEADLOCK: _("走到这里会卡住：它等的另一条路永远不会到。请检查前面的分支和汇合是不是一对。"),
        Fault.LIVELOCK: _("走到这里会没完没了，到不了结束。请给循环加一个出口。"),
        Fault.UNSYNCHRONISED: _("同时走的几条路没有汇合就到了这里，它会办两次。请在前面加一个并行网关汇合。"),
        Fault.IMPROPER: _("同一个结束会到两次：同时走的几条路没有先汇合。请在前面加一个并行网关汇合。"),
        Fault.DEAD: _("无论怎么走都到不了这里。请检查通向它的分支，或者删去它。"),
    }
    return said[Fault(fault)]
