"""What the pages of a recording show, read from the trial case while it is there."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.doing import Doing
from casework.changes.recording.expectations import Expected, expected, stated_in
from casework.changes.recording.following import definition_followed, followed
from casework.changes.recording.keeping import keep_pictures
from casework.changes.recording.lines import StepLine, step_lines
from casework.changes.recording.offers import Offer, awaited, next_due, open_offers
from casework.changes.recording.picturing import Drawing, Picture, picture_beside, pictures_now
from casework.changes.recording.rehearsal import CannotRehearse, Stage, rehearsal
from casework.inbox.forms import StepForm
from processes.services import definition_of


@dataclass(frozen=True)
class Beside:
    """What may be done now in a case that the trial case opened, or that was opened with it, and where it stands."""

    title: str
    tasks: list[Offer]
    messages: list[Offer]
    drawings: list[Drawing]


@dataclass(frozen=True)
class RecordingPage:
    """``problem`` says why the trial case could not be played, as far as ``left`` steps; nothing is offered then.

    ``pictures`` are to be kept with the recording: those of ``drawings`` and of the cases beside.
    """

    lines: list[StepLine]
    now: datetime | None = None
    tasks: list[Offer] = field(default_factory=list)
    messages: list[Offer] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    due_day: date | None = None
    end: str = ""
    drawings: list[Drawing] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
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
        return expected(stage, stated_in(recording), language)


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
    beside = [(one, picture_beside(stage, one)) for one in followed(stage) if one.case.closed_at is None]
    own = pictures_now(stage)
    return RecordingPage(
        step_lines(recording.steps, lambda called: definition_followed(stage, called), language),
        stage.now,
        open_offers(stage, case, "", language),
        [] if is_over else awaited(stage, case, "", language),
        [
            Beside(
                one.case.title,
                open_offers(stage, one.case, one.called, language),
                awaited(stage, one.case, one.called, language),
                [Drawing.of(recording, picture) for picture in pictures],
            )
            for one, pictures in beside
        ],
        _last_day(next_due(stage)),
        case.outcome,
        [Drawing.of(recording, picture) for picture in own],
        [*own, *(picture for _one, pictures in beside for picture in pictures)],
    )


def _last_day(due: datetime | None) -> date | None:
    """What is due at midnight is due on the day that ends then."""
    return (due - timedelta(minutes=1)).date() if due else None
