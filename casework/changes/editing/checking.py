"""What is wrong with a draft, as the editor is told: the check of the server, with the way that a run gets stuck."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from processes import registry
from processes.bundle import Bundle
from processes.checks import Problem
from processes.services import examine


def problems_of(bundle: Bundle, *, at: datetime) -> list[Mapping[str, Any]]:
    """Each problem as JSON: those of ``processes.checks.Problem``, and ``file``, the name of its file.

    What stops a publication comes first; a ``warning`` stops none.
    """
    verdict = examine(bundle=bundle, at=at)
    problems = list(verdict.problems) or list(registry.inspected(bundle))
    return [_told(problem) for problem in (*problems, *verdict.warnings)]


def _told(problem: Problem) -> Mapping[str, Any]:
    return {**asdict(problem), "file": problem.path.rpartition("/")[2]}
