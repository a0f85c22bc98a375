"""What of a vendor rests on its papers: permits and library entries in force, and the papers of each as they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.cases.models import Case
from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation
from casework.papers.models import Paper, Requirement
from casework.permits.models import Permit

_STANDING = ("ACTIVE", "SUSPENDED")
_ANSWERED = (Requirement.State.ANSWERED, Requirement.State.ACCEPTED)


@dataclass
class Holding:
    """One permit or one entry, the case that it came from, what that case asked for and the papers it rests on now."""

    case: Case
    permit: Permit | None = None
    entry: LibraryEntry | None = None
    asked: list[Requirement] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)

    @property
    def vendor(self) -> Organisation:
        return self.permit.subject if self.permit else self.case.respondent


def holdings_of(subject: Organisation) -> list[Holding]:
    """Of one vendor; entries that came without a case have no papers here."""
    return resting_on_papers(standing_permits([subject.pk]), standing_entries([subject.pk]))


def standing_permits(subjects: Iterable[UUID]) -> list[Permit]:
    """In force or suspended, also where the last day is over and nobody has said so yet."""
    found = Permit.objects.filter(subject__in=list(subjects), state__in=_STANDING)
    around = "application__case__office", "application__case__district", "school", "subject"
    return list(found.select_related(*around).order_by("subject", "number"))


def standing_entries(subjects: Iterable[UUID]) -> list[LibraryEntry]:
    """The same of the library."""
    found = LibraryEntry.objects.filter(organisation__in=list(subjects), state__in=_STANDING)
    return list(
        found.select_related("case__office", "case__respondent", "organisation").order_by(
            "organisation", "number"
        )
    )


def resting_on_papers(permits: Iterable[Permit], entries: Iterable[LibraryEntry]) -> list[Holding]:
    """What was asked for and the papers of each, in three statements however many they are."""
    found = [Holding(permit.application.case, permit=permit) for permit in permits]
    found += [Holding(entry.case, entry=entry) for entry in entries if entry.case]
    answers = _answers([holding.case.pk for holding in found])
    for holding in found:
        holding.asked = [answer for answer, _paper in answers[holding.case.pk]]
        holding.papers = [paper for _answer, paper in answers[holding.case.pk]]
    return found


def papers_of(permit: Permit) -> list[Paper]:
    """The papers that ``permit`` rests on now: those that its case was answered with, or what has replaced them."""
    return [paper for _answer, paper in _answers([permit.application_id])[permit.application_id]]


def _answers(cases: Iterable[UUID]) -> Mapping[UUID, list[tuple[Requirement, Paper]]]:
    """By case: what was asked for and answered, and the paper that answers it now."""
    answers = Requirement.objects.filter(case__in=list(cases), state__in=_ANSWERED).select_related(
        "paper__instructor", "paper__subject"
    )
    asked = [(answer, answer.paper) for answer in answers if answer.paper]
    latest = _latest({paper.pk: paper for _answer, paper in asked})
    found: dict[UUID, list[tuple[Requirement, Paper]]] = defaultdict(list)
    for answer, paper in asked:
        found[answer.case_id].append((answer, latest[paper.pk]))
    return found


def is_good(paper: Paper, day: date) -> bool:
    """Whether ``paper`` still proves what it says on ``day``."""
    standing = paper.state in (Paper.State.SUBMITTED, Paper.State.VALID)
    return standing and (paper.ends_on is None or paper.ends_on >= day)


def lapsed(papers: Iterable[Paper], day: date) -> list[Paper]:
    """The critical ones among ``papers`` that do not stand on ``day``: while there is any, no permit is in force."""
    return [paper for paper in papers if paper.type.critical and not is_good(paper, day)]


def _latest(papers: Mapping[UUID, Paper]) -> dict[UUID, Paper]:
    """Each paper, or the last one in the chain of those that replaced it."""
    latest = dict(papers)
    frontier = {paper.pk for paper in papers.values() if paper.state == Paper.State.REPLACED}
    while frontier:
        renewed = Paper.objects.filter(replaces__in=frontier).select_related("instructor", "subject")
        by_old = {paper.replaces_id: paper for paper in renewed}
        for key, paper in latest.items():
            latest[key] = by_old.get(paper.pk, paper)
        frontier = {paper.pk for paper in by_old.values() if paper.state == Paper.State.REPLACED}
    return latest
