"""Gathers the case page: every part by its own query, none of them once for each row."""

from dataclasses import dataclass

from casework.calendar.services import Calendar
from casework.cases.models import Case
from casework.cases.services.actions import Offer, offered_actions
from casework.cases.standing_in import is_for
from casework.findings.informants import informant_of
from casework.inbox.casefile.basis import grounds, steps_shown
from casework.inbox.casefile.diagrams import Diagram, diagrams
from casework.inbox.casefile.filed import OnFile, on_file
from casework.inbox.casefile.findings import FindingLine, finding_lines, progress
from casework.inbox.casefile.ground import Ground
from casework.inbox.casefile.letters import LetterLine, letter_lines
from casework.inbox.casefile.materials import Group, materials
from casework.inbox.casefile.people import Actor, actors
from casework.inbox.casefile.related import Related, related
from casework.inbox.casefile.situation import Wait, open_tasks, waits
from casework.inbox.casefile.timeline import Told, timeline
from casework.inbox.casefile.tracker import Stage, stages
from casework.inbox.viewer import Viewer
from casework.papers.listing import PaperGroup, case_papers
from casework.papers.receipts import Receipt, receipts_of
from casework.sampling.pages import drawn


@dataclass(frozen=True)
class CasePage:
    case: Case
    waits: list[Wait]
    mine: list[Wait]
    stages: list[Stage]
    findings: list[FindingLine]
    progress: list[tuple[str, int]]
    materials: list[Group]
    papers: list[PaperGroup]
    receipts: list[Receipt]
    letters: list[LetterLine]
    on_file: OnFile | None
    people: list[Actor]
    timeline: list[Told]
    related: Related
    grounds: list[Ground]
    diagrams: list[Diagram]
    actions: list[Offer]
    drawn: int | None
    informant: tuple[bool, str]

    @property
    def closure(self) -> LetterLine | None:
        """The newest letter of a closed case: the proof of its end."""
        return next((line for line in self.letters if line.file), None) if self.case.closed_at else None


def case_page(case: Case, viewer: Viewer) -> CasePage:
    calendar = Calendar.load()
    lines = finding_lines(case, viewer, calendar)
    waiting = waits(case, open_tasks(case), viewer, calendar)
    letters = letter_lines(case, viewer)
    return CasePage(
        case=case,
        waits=waiting,
        mine=[wait for wait in waiting if _is_for(wait, viewer)],
        stages=stages(case, viewer.language),
        findings=lines,
        progress=progress(lines),
        materials=materials(case, viewer),
        papers=case_papers(case, viewer.standing),
        receipts=receipts_of(case),
        letters=letters,
        on_file=on_file(case),
        people=actors(case, viewer),
        timeline=timeline(case, viewer),
        related=related(case, viewer),
        grounds=grounds(
            case,
            viewer.language,
            steps_shown(case, viewer),
            letters=[line.letter for line in letters],
        ),
        diagrams=diagrams(case, viewer.language),
        actions=_actions(case, viewer),
        drawn=drawn(case),
        informant=informant_of(case, viewer.standing),
    )


def _is_for(wait: Wait, viewer: Viewer) -> bool:
    return is_for(wait.task, viewer.standing)


def _actions(case: Case, viewer: Viewer) -> list[Offer]:
    if case.instance is None:
        return []
    offered = offered_actions(
        instance=case.instance, standing=viewer.standing, by=viewer.person, at=viewer.now
    )
    return list(offered.offers)
