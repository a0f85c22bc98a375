"""What the pages of a recording show, read from the trial case while it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.doing import Doing
from casework.changes.recording.expectations import Expected, expected
from casework.changes.recording.following import Followed, definition_followed, followed
from casework.changes.recording.keeping import keep_pictures
from casework.changes.recording.lines import StepLine, step_lines
from casework.changes.recording.offers import Offer, awaited, next_due, open_offers
from casework.changes.recording.rehearsal import CannotRehearse, Stage, rehearsal
from casework.changes.trying.running import pictures_of
from casework.inbox.forms import StepForm
from processes.services import definition_of


@dataclass(frozen=True)
class Beside:
    """What may be done now in a case that the trial case opened, or that was opened with it."""

    title: str
    tasks: list[Offer]
    messages: list[Offer]


@dataclass(frozen=True)
class RecordingPage:
    """``problem`` says why the trial case could not be played, as far as ``left`` steps; nothing is offered then."""

    lines: list[StepLine]
    now: datetime | None = None
    tasks: list[Offer] = field(default_factory=list)
    messages: list[Offer] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    due_day: date | None = None
    end: str = ""
    pictures: list[dict[str, Any]] = field(default_factory=list)
    problem: str = ""
    left: int | None = None


@dataclass(frozen=True)
class StepPage:
    """``body`` is the form as drawn; ``who`` pairs keys and words, ``chosen`` is the key of the one who fills it in.

    ``may_be_refused`` is the decision with which the step was refused, where a scenario may expect just that.
    """

    name: str
    now: datetime
    body: SafeString
    who: list[tuple[str, str]]
    chosen: str
    asks_papers: bool = False
    may_be_refused: str | None = None


def recording_page(*, change: ChangeSet, recording: Recording, at: datetime, language: str) -> RecordingPage:
    try:
        with rehearsal(change, recording, at=at) as stage:
            page = _standing(stage, recording, language)
    except CannotRehearse as problem:
        base = definition_of(recording.draft.base)
        lines = step_lines(recording.steps, lambda called: None if called else base, language)
        left = None if problem.step is None else max(0, problem.step - 1)
        return RecordingPage(lines, problem=str(problem), left=left)
    keep_pictures(recording=recording, pictures=page.pictures)
    return page


def expected_now(*, change: ChangeSet, recording: Recording, at: datetime, language: str) -> Expected:
    """What the recorded scenario would expect. Raises CannotRehearse."""
    with rehearsal(change, recording, at=at) as stage:
        return expected(stage, language)


def pictures_now(stage: Stage) -> list[dict[str, Any]]:
    """Where somebody's task is open first, else the main diagram."""
    definition = definition_of(stage.version)

    def is_elsewhere(picture: Mapping[str, Any]) -> bool:
        elements = definition.processes[picture["process"]].elements
        here = [elements[key] for key in picture["state"]["current"] if key in elements]
        return all(element.called_element for element in here)

    return sorted(pictures_of(stage.case, stage.version), key=is_elsewhere)


def step_page(doing: Doing, chosen: str, form: StepForm, *, may_be_refused: str | None = None) -> StepPage:
    who = [(part.key, part.label) for part in doing.parts]
    return StepPage(
        doing.name, doing.stage.next_moment, drawn(form), who, chosen, doing.asks_papers, may_be_refused
    )


def drawn(form: StepForm) -> SafeString:
    """The fields as HTML: what they offer is read from the trial case, which is gone afterwards."""
    return render_to_string("changes/_recorded_form.html", {"form": form})


def _standing(stage: Stage, recording: Recording, language: str) -> RecordingPage:
    case = stage.case
    is_over = case.closed_at is not None
    return RecordingPage(
        step_lines(recording.steps, lambda called: definition_followed(stage, called), language),
        stage.now,
        open_offers(stage, case, "", language),
        [] if is_over else awaited(stage, case, "", language),
        [_beside(stage, one, language) for one in followed(stage) if one.case.closed_at is None],
        _last_day(next_due(stage)),
        case.outcome,
        pictures_now(stage),
    )


def _beside(stage: Stage, one: Followed, language: str) -> Beside:
    case, called = one.case, one.called
    return Beside(
        case.title,
        open_offers(stage, case, called, language),
        awaited(stage, case, called, language),
    )


def _last_day(due: datetime | None) -> date | None:
    """What is due at midnight is due on the day that ends then."""
    return (due - timedelta(minutes=1)).date() if due else None
