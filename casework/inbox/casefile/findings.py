"""The findings of a case with their proof, and how far they are."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from casework.calendar.services import Calendar
from casework.cases.models import Case
from casework.findings.models import Evidence, Finding
from casework.inbox.casefile.attachments import IMAGES
from casework.inbox.viewer import Viewer
from casework.inbox.wording.due import Due, in_words, tone
from casework.inbox.wording.labels import label, severity_text
from casework.inbox.wording.people import person_text

TO_REPAIR = (Finding.State.CONFIRMED, Finding.State.REPAIRING)


@dataclass(frozen=True)
class Proof:
    name: str
    url: str
    is_image: bool
    round: int


@dataclass(frozen=True)
class FindingLine:
    finding: Finding
    name: str
    severity: str
    state: str
    owner: str
    due: Due | None
    before: list[Proof]
    after: list[Proof]

    @property
    def is_settled(self) -> bool:
        return self.finding.state in Finding.SETTLED


def finding_lines(case: Case, viewer: Viewer, calendar: Calendar) -> list[FindingLine]:
    evidence = Evidence.objects.select_related("version").order_by("round", "offered_at", "pk")
    findings = case.findings.select_related("owner").prefetch_related(Prefetch("evidence", evidence))
    return [_line(finding, viewer, calendar) for finding in findings.order_by("ordinal")]


def progress(lines: list[FindingLine]) -> list[tuple[str, int]]:
    """How many findings are in each state, in the order in which findings pass through them."""
    count = Counter(line.finding.state for line in lines)
    return [
        (label(state.label), count[state.value]) for state in reversed(Finding.State) if count[state.value]
    ]


def _line(finding: Finding, viewer: Viewer, calendar: Calendar) -> FindingLine:
    proofs = list(finding.evidence.all())
    return FindingLine(
        finding=finding,
        name=label(finding.get_code_display()),
        severity=severity_text(finding.severity),
        state=label(finding.get_state_display()),
        owner=person_text(finding.owner) if finding.owner_id else "",
        due=_due(finding, viewer, calendar) if finding.state in TO_REPAIR else None,
        before=[_proof(p) for p in proofs if p.moment == Evidence.Moment.BEFORE],
        after=[_proof(p) for p in proofs if p.moment != Evidence.Moment.BEFORE],
    )


def _due(finding: Finding, viewer: Viewer, calendar: Calendar) -> Due | None:
    if finding.due_on is None:
        return None
    remaining = calendar.remaining(finding.due_on, viewer.today)
    return Due(finding.due_on, remaining, tone(remaining), in_words(remaining))


def _proof(evidence: Evidence) -> Proof:
    version = evidence.version
    return Proof(
        name=version.name,
        url=reverse("cases:view_document", args=[evidence.finding.case_id, version.pk]),
        is_image=version.media_type in IMAGES,
        round=evidence.round,
    )
