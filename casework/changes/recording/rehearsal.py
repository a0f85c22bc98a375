"""The trial case of a recording: played from its beginning on the drafts as they are, and rolled back."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.changes.models import ChangeSet, Recording
from casework.changes.trying.listing import bundles_of
from casework.changes.trying.parameters import apply_proposed
from casework.changes.trying.running import published_for_trial, set_aside
from casework.scenarios.refusals import why, why_not_begun
from casework.scenarios.runner import play_step, trial
from casework.scenarios.script import Scenario, moment, scenario_of, step_of
from casework.scenarios.staging import open_case, set_stage
from casework.scenarios.world import World
from processes.models import ProcessInstance, ProcessVersion
from processes.services import DeployRefused, definition_of

logger = logging.getLogger(__name__)
# So much later than the step before is a step; time passes by steps of its own.
PACE = timedelta(minutes=5)


class CannotRehearse(Exception):
    """It cannot be played as far as it was recorded; ``step`` counts from 1, 0 is the beginning, None the draft itself."""

    def __init__(self, sentence: str, step: int | None = None) -> None:
        super().__init__(sentence)
        self.step = step


@dataclass
class Stage:
    """Where the trial case stands; everything here is gone when the rehearsal is over.

    ``drafts`` are the ids of the drafts on trial, by their folder.
    """

    version: ProcessVersion
    scenario: Scenario
    now: datetime
    world: World = field(default_factory=World)
    opened: Case | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The trial case as it is now. Raises LookupError where the recording has not begun."""
        if self.opened is None:
            raise LookupError("not begun")
        return as_it_is(self.opened)

    @property
    def next_moment(self) -> datetime:
        """When the next step is taken: on the same day, since time passes by steps of its own."""
        later = self.now + PACE
        return later if later.astimezone(self.now.tzinfo).date() == self.now.date() else self.now

    def open(self, start: dict[str, Any]) -> None:
        """Raises whatever stands against beginning so."""
        with transaction.atomic():
            self.opened = open_case(start, self.world, self.version)
        self.now = moment_of(start)

    def take(self, step: dict[str, Any]) -> None:
        """Raises whatever stands against the step; the case stands where it stood then."""
        before, said = dict(self.world.people), step_of(step)
        try:
            with transaction.atomic():
                play_step(self.world, self.case, said)
        except Exception:
            # Whoever was made for the step went with it.
            self.world.people = before
            raise
        self.now = said.at


def as_it_is(case: Case) -> Case:
    """With its process, its respondent and its office."""
    return Case.objects.select_related("instance__version", "respondent", "office").get(pk=case.pk)


def running(case: Case) -> ProcessInstance:
    """The run of a case. Raises ProcessInstance.DoesNotExist."""
    return ProcessInstance.objects.select_related("version").get(key=case.pk)


@contextmanager
def rehearsal(
    change: ChangeSet, recording: Recording, *, at: datetime, steps: int | None = None
) -> Iterator[Stage]:
    """Play the first ``steps`` of ``recording``, all by default; none where it has not begun. Raises CannotRehearse."""
    with trial():
        stage = _stage(change, recording, at)
        if recording.has_begun:
            _begin(stage, recording)
            for number, step in enumerate(recording.steps[:steps], 1):
                _repeat(stage, step, number)
        yield stage


def moment_of(start: Mapping[str, Any]) -> datetime:
    """When a scenario begins that says so in one of the ways of ``open_case``."""
    if "nights" in start:
        return moment(f"{start['nights'][-1]}T01:00")
    return moment(start["at"] if "at" in start else f"{start['calendar']}T01:00")


def _stage(change: ChangeSet, recording: Recording, at: datetime) -> Stage:
    bundles = bundles_of(change)
    try:
        version = published_for_trial(bundles, recording.draft, at)
    except DeployRefused as refused:
        said = _("草稿还没有通过检查，请先在流程图里改好：%(problem)s")
        raise CannotRehearse(said % {"problem": refused.problems[0]}) from refused
    set_aside()
    scenario = scenario_of({"name": "", "start": {}, "steps": [], "expect": {}, **recording.script})
    apply_proposed(change, beside=scenario.parameters, at=at)
    drafts = {bundle.main: str(key) for key, bundle in bundles.items()}
    stage = Stage(version, scenario, at, drafts=drafts)
    set_stage(stage.scenario, stage.world)
    return stage


def _begin(stage: Stage, recording: Recording) -> None:
    try:
        stage.open(recording.script["start"])
    except Exception as error:
        logger.info("a recording cannot begin", exc_info=error)
        start = recording.script["start"]
        form = str(start.get("on", "apply")) if "process" in start else ""
        cause = why_not_begun(error, definition_of(stage.version), form)
        said = _("在现在的草稿上已经不能这样开始：%(cause)s。")
        raise CannotRehearse(said % {"cause": cause}, 0) from error


def _repeat(stage: Stage, step: dict[str, Any], number: int) -> None:
    try:
        stage.take(step)
    except Exception as error:
        # What was recorded on other files of the draft may come to grief in any way on these.
        logger.info("a recorded step cannot be repeated", exc_info=error)
        said = _(
            "在现在的草稿上，录下的第 %(number)s 步办不下去了：%(cause)s。请撤回到这一步之前，再接着录。"
        )
        raise CannotRehearse(said % {"number": number, "cause": why(error)}, number) from error
