"""Rows of a decision table that hit together where one alone may, and cases that no row takes."""

from collections.abc import Iterator

from processes.checks.draft import Draft
from processes.checks.problem import Problem, problem_at
from processes.decisions import DecisionTable
from processes.decisions.analysis import gaps, overlaps
from processes.decisions.policies import HitPolicy

# Of one table; who mends these is told of the next ones.
MOST = 5
# Policies under which somebody counts on an answer. The others collect whatever hits, and may collect nothing.
ANSWERING = {HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY}


def check_rows(draft: Draft) -> Iterator[Problem]:
    """Two rows under UNIQUE stop a deployment: the case would come to a stop there. A gap warns: null comes of it."""
    for path, root in draft.tables.items():
        for decision in root.iter("{*}decision"):
            table = draft.decisions.get(str(decision.get("id", "")))
            if table is None or not table.inputs:
                continue
            for message in _overlapping(table):
                yield problem_at(path, decision, message)
            for message in _missing(table):
                yield problem_at(path, decision, message, warning=True)


def _overlapping(table: DecisionTable) -> Iterator[str]:
    found = (overlaps(table) or []) if table.hit_policy is HitPolicy.UNIQUE else []
    yield from (
        f"{finding.message}这张表一次只能命中一行，请改其中一行的条件，或者改命中规则。"
        for finding in found[:MOST]
    )


def _missing(table: DecisionTable) -> Iterator[str]:
    found = (gaps(table) or []) if table.hit_policy in ANSWERING else []
    yield from (f"{finding.message}如果会有这种情况，请补一行。" for finding in found[:MOST])
