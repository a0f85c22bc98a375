"""Tells the offices that a file which was handed in is another subject's as well (D03 row 2), once for each pair and file."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from casework.cases.clock import local_date
from casework.cases.models import Case, Notice
from casework.cases.services.notices import notice_to
from casework.organisations.models import Membership, Role
from casework.papers.models import DuplicateAlert, Paper
from documents.models import DocumentVersion

_OFFICES = (Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE)
_HANDED_IN = (Paper.State.SUBMITTED, Paper.State.VALID, Paper.State.EXPIRED, Paper.State.REPLACED)


def tell_of_duplicates(*, case: Case, papers: Sequence[Paper], at: datetime) -> int:
    """Look at what has just been handed in; returns how many pairs were told of. Runs in the caller's transaction."""
    found = [_said(paper, twin) for paper, twin in _twins(papers) if _is_news(paper, twin, at)]
    if found:
        offices = _offices(at)
        Notice.objects.bulk_create(
            notice_to(case=case, roles=[role], scope=str(office), text=said, at=at)
            for said in found
            for role, office in offices
        )
    return len(found)


def _twins(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Each paper with those of other subjects that are the same file, in one statement."""
    by_hash = {version.sha256: paper for paper in papers if (version := paper.version) and version.sha256}
    same = DocumentVersion.objects.filter(
        sha256__in=by_hash, state=DocumentVersion.State.AVAILABLE, document__paper__state__in=_HANDED_IN
    ).exclude(document__paper__subject__in={paper.subject_id for paper in papers})
    for version in same.select_related("document__paper__subject").order_by("available_at", "pk"):
        yield by_hash[version.sha256], version.document.paper


def _is_news(paper: Paper, twin: Paper, at: datetime) -> bool:
    version = paper.version
    one, other = sorted((paper.subject_id, twin.subject_id))
    _alert, fresh = DuplicateAlert.objects.get_or_create(
        one_id=one, other_id=other, sha256=version.sha256 if version else "", defaults={"sent_at": at}
    )
    return fresh


def _said(paper: Paper, twin: Paper) -> str:
    mine, theirs = paper.subject, twin.subject
    return (
        f"{mine.short_name}提交的“{paper.type.zh}”与{theirs.short_name}已提交的文件完全相同（指纹一致），"
        "请核对是否借用他人材料。"
    )


def _offices(at: datetime) -> list[tuple[str, object]]:
    """(role, organisation) of 成幼股 and 活动中心, wherever their people hold these roles."""
    holding = Membership.objects.active_on(local_date(at)).filter(role__in=_OFFICES)
    return list(holding.values_list("role", "organisation").distinct().order_by("role"))
