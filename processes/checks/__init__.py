"""The deploy check: what the engine cannot run, or nobody could carry out, is refused with the element named."""

from collections.abc import Iterator
from datetime import datetime

from processes.bundle import Bundle
from processes.checks.calls import check_calls
from processes.checks.draft import Draft, read_draft
from processes.checks.events import check_called_starts, check_events
from processes.checks.expressions import check_expressions
from processes.checks.flows import check_flows
from processes.checks.graph import graphs_of
from processes.checks.identifiers import check_identifiers
from processes.checks.names import check_names
from processes.checks.paths import check_paths
from processes.checks.places import check_places
from processes.checks.problem import Problem, problem_from
from processes.checks.rows import check_rows
from processes.checks.sizes import check_nodes, check_sizes
from processes.checks.soundness import check_soundness
from processes.checks.starts import check_starts
from processes.checks.tables import check_tables
from processes.checks.tasks import check_tasks
from processes.checks.timers import check_timers
from processes.checks.writing import check_writing

__all__ = ["MAXIMUM_PROBLEMS", "Problem", "check_bundle", "problem_from"]

MAXIMUM_PROBLEMS = 50


def check_bundle(bundle: Bundle, *, at: datetime) -> list[Problem]:
    """Everything that stops a deployment at the time ``at``, and warnings, in order of file and line; at most 50.

    Nothing is compiled here: what passes is still to be compiled by the engine.
    """
    problems = list(check_sizes(bundle))
    if not problems:
        draft = read_draft(bundle)
        problems = [*draft.problems, *_check_files(draft), *_check_meaning(draft, at)]
    found = dict.fromkeys(sorted(problems, key=lambda p: (p.path, p.line, p.element)))
    # What stops it must not be cut off by what does not.
    kept = set(sorted(found, key=lambda problem: problem.warning)[:MAXIMUM_PROBLEMS])
    return [problem for problem in found if problem in kept]


def _check_files(draft: Draft) -> Iterator[Problem]:
    for path, root in draft.roots.items():
        yield from check_nodes(path, root)
        yield from check_writing(path, root)
        yield from check_places(path, root)
    yield from check_identifiers(draft)
    yield from check_tables(draft)
    yield from check_rows(draft)
    if draft.roots.get(f"{draft.bundle.main}/process.bpmn") is not None and draft.main is None:
        yield Problem(f"{draft.bundle.main}/process.bpmn", "", "缺少主流程图：文件里没有流程（process）。")


def _check_meaning(draft: Draft, at: datetime) -> Iterator[Problem]:
    whole = draft.main is not None and not draft.is_unread(".bpmn")
    for graph in graphs_of(draft):
        drawn = [*check_flows(graph), *check_paths(graph)]
        whole = whole and not drawn
        yield from drawn
        yield from check_events(graph)
        if not drawn:
            yield from check_soundness(graph)
    if whole:
        yield from check_names(draft)
    yield from check_called_starts(draft)
    yield from check_starts(draft)
    yield from check_tasks(draft)
    yield from check_calls(draft)
    yield from check_timers(draft, at)
    yield from check_expressions(draft)
