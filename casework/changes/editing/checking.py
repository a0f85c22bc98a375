"""What is wrong with a draft, as the editor is told: the check of the server, with the way that a run gets stuck."""

from collections.abc import Mapping, Sequence
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
    problems, warnings = found_in(bundle, at=at)
    return [_told(problem) for problem in (*problems, *warnings)]


def found_in(bundle: Bundle, *, at: datetime) -> tuple[list[Problem], Sequence[Problem]]:
    """What stops a publication: what the check finds, or else what the domain has against it; and the warnings."""
    verdict = examine(bundle=bundle, at=at)
    return list(verdict.problems) or list(registry.inspected(bundle)), verdict.warnings


def _told(problem: Problem) -> Mapping[str, Any]:
    return {**asdict(problem), "file": problem.path.rpartition("/")[2]}
