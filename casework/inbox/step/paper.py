"""The letter that a step drafts, checks or signs, in full: nobody signs what he has not read."""

from collections.abc import Mapping
from typing import Any

from casework.cases.clock import local_date
from casework.inbox.casefile.letters import is_outside
from casework.inbox.step.loading import Step
from casework.letters.compose import compose
from casework.letters.models import Letter
from casework.letters.names import letter_names
from casework.letters.pages import ShownLetter, shown
from processes.feel import FeelFailure

UNFINISHED = (Letter.State.DRAFT, Letter.State.NUMBERED)


def draft_letter(step: Step) -> ShownLetter | None:
    """The unfinished letter of the case as it would be produced now; None where the step is about no letter."""
    if not step.is_open or is_outside(step.case, step.viewer) or not _writes_letters(step):
        return None
    unfinished = Letter.objects.filter(case=step.case, state__in=UNFINISHED).select_related("addressee")
    letter = unfinished.order_by("-drafted_at").first()
    definition = step.definition.letters.get(letter.definition) if letter else None
    return _composed(step, letter, definition) if letter and definition else None


def _writes_letters(step: Step) -> bool:
    elements = step.definition.processes[step.task.process_id].elements.values()
    return any(e.operation is not None and e.operation.name.startswith("letters.") for e in elements)


def _composed(step: Step, letter: Letter, definition: Mapping[str, Any]) -> ShownLetter | None:
    at = step.viewer.now
    names = letter_names(case=step.case, letter=letter, data=step.opened.data, at=at)
    issued_on = letter.issued_on or local_date(at)
    try:
        content = compose(definition, names, number=letter.number, issued_on=issued_on, at=at)
    except FeelFailure:
        return None
    return shown(content)
