"""Cases that the trial case opened, or that were opened with it: their steps are recorded as steps of the same scenario."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from casework.cases.models import Case
from casework.changes.recording.rehearsal import Stage, as_it_is
from casework.scenarios.openings import name_for, opened_for, relatives
from casework.scenarios.runner import up_to
from processes.engine import Definition
from processes.services import definition_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Followed:
    """``called`` is what the scenario calls the case, "" the trial case itself."""

    called: str
    case: Case


def followed(stage: Stage) -> Iterator[Followed]:
    """Every one that a scenario can name, as it stands at this moment of the trial; closed ones too."""
    trial_case = stage.case
    for case in relatives(trial_case):
        try:
            yield _followed(stage, trial_case, case)
        except Exception as trouble:
            logger.info("a case beside a trial case cannot be followed", exc_info=trouble)


def named(stage: Stage, names: Iterable[str]) -> list[Followed]:
    """Those that a scenario calls so, as they stand at this moment of the trial; each once, whatever else it is called."""
    found: dict[Any, Followed] = {}
    for name in sorted(names):
        try:
            with transaction.atomic():
                case = follow(stage, name)
        except Exception as trouble:
            logger.info("a case that a scenario names cannot be followed", exc_info=trouble)
        else:
            found.setdefault(case.pk, Followed(name, case))
    return list(found.values())


def follow(stage: Stage, called: str) -> Case:
    """The case of that name at this moment of the trial. Raises LookupError."""
    if not called:
        return stage.case
    case = opened_for(stage.case, called)
    up_to(case, stage.now)
    return as_it_is(case)


def definition_followed(stage: Stage, called: str) -> Definition | None:
    """The diagrams of a case that a step names; None where it is no longer opened."""
    try:
        case = as_it_is(opened_for(stage.case, called)) if called else stage.case
    except LookupError:
        return None
    return definition_of(case.instance.version) if case.instance else None


def _followed(stage: Stage, trial_case: Case, case: Case) -> Followed:
    with transaction.atomic():
        # What was opened beside the trial case is told the time only when it is looked at.
        up_to(case, stage.now)
        return Followed(name_for(trial_case, case), as_it_is(case))
