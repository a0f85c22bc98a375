"""What the right pane of the inbox says about the selected task."""

from dataclasses import dataclass

from casework.calendar.services import Calendar
from casework.cases.models import CaseDocument
from casework.inbox.casefile.findings import FindingLine, finding_lines
from casework.inbox.casefile.situation import Wait, waits
from casework.inbox.step.last_word import LastWord, last_word
from casework.inbox.step.loading import Step
from casework.inbox.step.page import about, next_names


@dataclass(frozen=True)
class Summary:
    wait: Wait
    last: LastWord | None
    documents: int
    findings: list[FindingLine]
    about: FindingLine | None
    next_steps: list[str]


def summary_of(step: Step) -> Summary:
    calendar = Calendar.load()
    lines = finding_lines(step.case, step.viewer, calendar)
    return Summary(
        wait=waits(step.case, [step.task], step.viewer, calendar)[0],
        last=last_word(step),
        documents=CaseDocument.objects.filter(case=step.case).count(),
        findings=lines,
        about=about(step, lines),
        next_steps=next_names(step),
    )
