"""What stands around the form of a step: the sentence at the top, and the tabs at its side."""

from dataclasses import dataclass

from casework.calendar.services import Calendar
from casework.cases.names import name_in
from casework.inbox.casefile.basis import grounds
from casework.inbox.casefile.diagrams import Diagram, diagrams
from casework.inbox.casefile.findings import FindingLine, finding_lines
from casework.inbox.casefile.ground import Ground
from casework.inbox.casefile.letters import LetterLine, letter_lines
from casework.inbox.casefile.materials import Group, materials
from casework.inbox.casefile.situation import Wait, waits
from casework.inbox.casefile.subject import names_finding
from casework.inbox.casefile.timeline import Told, timeline
from casework.inbox.step.following import following
from casework.inbox.step.last_word import LastWord, last_word
from casework.inbox.step.loading import Step
from casework.inbox.step.paper import draft_letter
from casework.letters.pages import ShownLetter
from casework.papers.listing import PaperGroup, case_papers
from casework.papers.receipts import Receipt, receipts_of


@dataclass(frozen=True)
class StepPage:
    wait: Wait
    next_steps: list[str]
    about: FindingLine | None
    draft: ShownLetter | None
    last: LastWord | None
    materials: list[Group]
    papers: list[PaperGroup]
    receipts: list[Receipt]
    letters: list[LetterLine]
    findings: list[FindingLine]
    timeline: list[Told]
    grounds: list[Ground]
    diagrams: list[Diagram]


def step_page(step: Step) -> StepPage:
    case, viewer, calendar = step.case, step.viewer, Calendar.load()
    lines = finding_lines(case, viewer, calendar)
    letters = letter_lines(case, viewer)
    return StepPage(
        wait=waits(case, [step.task], viewer, calendar)[0],
        next_steps=next_names(step),
        about=about(step, lines),
        draft=draft_letter(step),
        last=last_word(step),
        materials=materials(case, viewer),
        papers=case_papers(case, viewer.standing),
        receipts=receipts_of(case),
        letters=letters,
        findings=lines,
        timeline=timeline(case, viewer),
        grounds=grounds(
            case,
            viewer.language,
            [step.element],
            form=step.task.form,
            letters=[line.letter for line in letters],
        ),
        diagrams=diagrams(case, viewer.language),
    )


def next_names(step: Step) -> list[str]:
    found = following(step.definition, step.element)
    return list(dict.fromkeys(name_in(element, step.viewer.language) for element in found))


def about(step: Step, lines: list[FindingLine]) -> FindingLine | None:
    """The finding that one task of many is about."""
    return next((line for line in lines if names_finding(step.task.item, line.finding)), None)
