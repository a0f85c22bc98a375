"""A step is played once on the trial case, and recorded if it went as it should."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict
from django.utils.translation import gettext as _

from casework.cases.clock import LOCAL
from casework.cases.services import NotAllowed
from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.cast import Part
from casework.changes.recording.doing import Doing, doing_message, doing_task
from casework.changes.recording.keeping import keep_step
from casework.changes.recording.offers import next_due
from casework.changes.recording.pages import StepPage, step_page
from casework.changes.recording.picturing import pictures_now
from casework.changes.recording.rehearsal import Stage, rehearsal
from casework.changes.recording.sheets import Sheet
from casework.inbox.forms import read_posted
from casework.scenarios.refusals import why
from processes.engine import MessageNotExpected
from processes.forms import FormRejected

logger = logging.getLogger(__name__)
# Time passes by so much at most in one step: every deadline on the way is played.
FARTHEST = timedelta(days=400)
MORNING = 9


class NoSuchStep(LookupError):
    """The task or message is not open in the trial case now, or nobody may do it."""


class StepRefused(Exception):
    """The step was refused; ``page`` shows what was typed with the sentences."""

    def __init__(self, page: StepPage) -> None:
        super().__init__(page.name)
        self.page = page


class TooFar(ValueError):
    """Time only passes forward, and by about a year at most; the message is a sentence."""


@dataclass(frozen=True)
class Asked:
    """The step that the page was asked for: ``kind`` task or message, ``case`` as the scenario calls it."""

    kind: str
    what: str
    finding: int | None
    case: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        number = query.get("finding", "")
        kind = "message" if "message" in query else "task"
        finding = int(number) if number.isdecimal() and len(number) < 6 else None
        return cls(kind, query.get(kind, ""), finding, query.get("case", ""))

    def on(self, stage: Stage, language: str) -> Doing:
        """Raises NoSuchStep."""
        try:
            if self.kind == "message":
                found = doing_message(stage, self.case, self.what, language)
            else:
                found = doing_task(stage, self.case, self.what, self.finding, language)
        except (LookupError, ObjectDoesNotExist) as missing:
            raise NoSuchStep(self.what) from missing
        if not found.parts:
            raise NoSuchStep(self.what)
        return found


def fresh_step(
    *, change: ChangeSet, recording: Recording, asked: Asked, at: datetime, language: str
) -> StepPage:
    """Raises CannotRehearse, NoSuchStep."""
    with rehearsal(change, recording, at=at) as stage:
        doing = asked.on(stage, language)
        part = doing.parts[0]
        return step_page(doing, part.key, doing.sheet(part, language).form())


def take_step(
    *, change: ChangeSet, recording: Recording, asked: Asked, data: QueryDict, at: datetime, language: str
) -> None:
    """Play what was filled in, and record it. With ``trial-refused`` (the decision pressed) it is to be refused, and is.

    Raises CannotRehearse, NoSuchStep, StepRefused, NotOpen, RecordingMovedOn, TooManySteps.
    """
    with rehearsal(change, recording, at=at) as stage:
        doing = asked.on(stage, language)
        part = doing.part(data.get("trial-who", ""))
        attempt = Attempt(doing, part, doing.sheet(part, language), data)
        step = attempt.refused_step() if "trial-refused" in data else attempt.step()
        pictures = pictures_now(stage)
    keep_step(change=change, recording=recording, step=step, pictures=pictures)


@dataclass(frozen=True)
class Attempt:
    """What somebody filled in for one step of a trial case."""

    doing: Doing
    part: Part
    sheet: Sheet
    data: QueryDict

    @property
    def raw(self) -> dict[str, Any]:
        raw, decision = read_posted(self.doing.schema, self.data), self.doing.schema.decision
        if decision is not None and "trial-refused" in self.data:
            raw[decision.name] = self.data["trial-refused"]
        return raw

    def step(self) -> dict[str, Any]:
        """The step as it went. Raises StepRefused."""
        step = self._written()
        if sentences := self._played(step):
            raise StepRefused(self._again(sentences))
        return step

    def refused_step(self) -> dict[str, Any]:
        """The step that was refused, with the first sentence as what is expected. Raises StepRefused."""
        sentences = self._played(self._written())
        said = next((sentence for found in sentences.values() for sentence in found), "")
        if not said:
            raise StepRefused(self._again({"": [_("这一步没有被拒绝，没有记下来。可以照常提交。")]}))
        step = self._written(refused=said)
        if sentences := self._played(step):
            raise StepRefused(self._again(sentences))
        return step

    def _written(self, refused: str = "") -> dict[str, Any]:
        said = self.sheet.said(self.raw)
        return self.doing.step(self.part, said, papers="trial-papers" in self.data, refused=refused)

    def _played(self, step: dict[str, Any]) -> Mapping[str, list[str]]:
        """What stands against it, by field; nothing where it went well."""
        try:
            self.doing.stage.take(step)
        except FormRejected as rejected:
            return rejected.errors
        except (NotAllowed, MessageNotExpected) as reason:
            return {"": [f"{why(reason)}。"]}
        except Exception as trouble:
            logger.info("a step cannot be recorded", exc_info=trouble)
            said = _("这一步之后流程走不下去：%(cause)s。请检查流程图和决策表。")
            return {"": [said % {"cause": why(trouble)}]}
        return {}

    def _again(self, sentences: Mapping[str, list[str]]) -> StepPage:
        decision = self.doing.schema.decision
        pressed = str(self.raw.get(decision.name) or "") if decision else ""
        form = self.sheet.form(self.raw, sentences)
        return step_page(self.doing, self.part.key, form, may_be_refused=pressed)


def let_time_pass(*, change: ChangeSet, recording: Recording, day: date | None, at: datetime) -> None:
    """Until the morning of ``day``, or the next moment at which something is due.

    Raises TooFar, CannotRehearse, NotOpen, RecordingMovedOn, TooManySteps.
    """
    with rehearsal(change, recording, at=at) as stage:
        until = _until(stage, day)
        step = {"at": until.strftime("%Y-%m-%dT%H:%M"), "advance": True}
        try:
            stage.take(step)
        except Exception as trouble:
            logger.info("time cannot pass in a trial", exc_info=trouble)
            said = _("到那时流程走不下去：%(cause)s。请检查流程图。")
            raise TooFar(said % {"cause": why(trouble)}) from trouble
        pictures = pictures_now(stage)
    keep_step(change=change, recording=recording, step=step, pictures=pictures)


def _until(stage: Stage, day: date | None) -> datetime:
    if day is None:
        due = next_due(stage)
        if due is None:
            raise TooFar(_("现在没有在等的时限。"))
        return due
    until = datetime.combine(day, time(MORNING), LOCAL)
    if until <= stage.now:
        raise TooFar(_("请选一个比现在晚的日子：时间只能往前走。"))
    if until - stage.now > FARTHEST:
        raise TooFar(_("一次最多往前走 %(days)s 天。") % {"days": FARTHEST.days})
    return until
