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

_ANSWERED = (Requirement.State.ANSWERED, Requirement.State.ACCEPTED)


@dataclass
class Holding:
    """One permit or one entry, the case that it came from and the papers that it rests on now."""

    case: Case
    permit: Permit | None = None
    entry: LibraryEntry | None = None
    papers: list[Paper] = field(default_factory=list)


def holdings_of(subject: Organisation) -> list[Holding]:
    """Of one vendor; entries that came without a case have no papers here."""
    permits = Permit.objects.filter(
        subject=subject, state__in=[Permit.State.ACTIVE, Permit.State.SUSPENDED]
    ).select_related("application__case__office", "application__case__district", "school", "subject")
    entries = LibraryEntry.objects.filter(
        organisation=subject, state__in=[LibraryEntry.State.ACTIVE, LibraryEntry.State.SUSPENDED]
    ).select_related("case__office")
    found = [Holding(permit.application.case, permit=permit) for permit in permits]
    found += [Holding(entry.case, entry=entry) for entry in entries if entry.case]
    papers = papers_of_cases([holding.case.pk for holding in found])
    for holding in found:
        holding.papers = papers[holding.case.pk]
    return found


def papers_of(permit: Permit) -> list[Paper]:
    """The papers that ``permit`` rests on now: those that its case was answered with, or what has replaced them."""
    return papers_of_cases([permit.application_id])[permit.application_id]


def papers_of_cases(cases: Iterable[UUID]) -> Mapping[UUID, list[Paper]]:
    answers = Requirement.objects.filter(case__in=list(cases), state__in=_ANSWERED).select_related(
        "paper__instructor", "paper__subject"
    )
    asked = [(answer.case_id, answer.paper) for answer in answers if answer.paper]
    latest = _latest({paper.pk: paper for _case, paper in asked})
    found: dict[UUID, list[Paper]] = defaultdict(list)
    for case, paper in asked:
        found[case].append(latest[paper.pk])
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
