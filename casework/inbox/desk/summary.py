"""What the right pane of the inbox says about the selected task."""

from dataclasses import dataclass

from casework.calendar.services import Calendar
from casework.cases.models import CaseDocument
from casework.cases.names import name_in
from casework.inbox.casefile.findings import FindingLine, finding_lines
from casework.inbox.casefile.situation import Wait, waits
from casework.inbox.casefile.timeline import Readable
from casework.inbox.step.loading import Step
from casework.inbox.step.page import about, next_names
from casework.inbox.wording.opinions import Opinion, opinion_of
from casework.inbox.wording.people import person_text
from processes.models import Submission


@dataclass(frozen=True)
class LastWord:
    by: str
    step: str
    opinion: Opinion


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
        last=_last_word(step),
        documents=CaseDocument.objects.filter(case=step.case).count(),
        findings=lines,
        about=about(step, lines),
        next_steps=next_names(step),
    )


def _last_word(step: Step) -> LastWord | None:
    done = Submission.objects.filter(instance=step.task.instance_id).select_related("by")
    last = done.order_by("-at", "-pk").first()
    if last is None:
        return None
    element = step.definition.processes[last.process_id].elements[last.element_id]
    opinion = Opinion()
    if Readable.of(step.case, step.viewer).allows(str(last.task_id)):
        opinion = opinion_of(step.definition.forms.get(last.form), last.values, step.viewer.language)
    return LastWord(person_text(last.by), name_in(element, step.viewer.language), opinion)
