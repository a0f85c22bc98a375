"""Papers about identity, criminal record and health: read by few, with a reason, and each view is recorded.

domain.md §4.3, row “S3 files”, §4.4-3 and Appendix C: the office 成幼股 reads them; the owner his own; the school those of
identity and qualification while it verifies them; everybody else is told yes or no.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.audit.services import record
from casework.organisations.models import Person, Role
from casework.organisations.standing import Standing
from casework.papers.models import Paper, Requirement
from casework.papers.policies import OWNERS, SCHOOLS
from documents.models import DocumentVersion
from documents.services import VersionNotAvailable

# 身份、退休与特长、资格; never the criminal record (DT-218) nor health (DT-219), which a school knows as yes or no.
VERIFIED_BY_SCHOOL = frozenset({"DT-207", "DT-215", "DT-216", "DT-217"})
_SHORTEST_REASON = 4


class MayNotOpen(Exception):
    """The person has no part in this paper, or not now; the message is a sentence for him."""

    message = _(
        "这份材料含敏感个人信息，您现在不能查看。学校只在核实期间查看身份和资格材料，其他单位只看是否具备。"
    )

    def __str__(self) -> str:
        return str(self.message)


class ReasonTooShort(Exception):
    """A view without a reason is not recorded, and so does not take place."""

    message = _("请写明查看事由（至少4个字），例如“核对身份证有效期”。查看会被记录。")

    def __str__(self) -> str:
        return str(self.message)


def may_open(paper: Paper, standing: Standing) -> bool:
    """Whether the bytes of a sensitive ``paper`` may be read; of any other, whoever sees the row may."""
    if not paper.type.is_sensitive:
        return Paper.objects.visible_to(standing).filter(pk=paper.pk).exists()
    if standing.has(Role.ADULT_PRESCHOOL):
        return True
    if str(paper.subject_id) in standing.organisations(OWNERS):
        return True
    return paper.type_code in VERIFIED_BY_SCHOOL and _is_verifying(paper, standing)


def open(*, paper: Paper, reason: str, standing: Standing, by: Person, at: datetime) -> DocumentVersion:
    """The version to send, once the view stands in the subject's chain.

    Raises MayNotOpen, ReasonTooShort, VersionNotAvailable where no file has arrived.
    """
    if not may_open(paper, standing):
        raise MayNotOpen
    said = " ".join(reason.split())
    if paper.type.is_sensitive and len(said) < _SHORTEST_REASON:
        raise ReasonTooShort
    version = paper.version
    if version is None:
        raise VersionNotAvailable(str(paper.pk))
    with transaction.atomic():
        if paper.type.is_sensitive:
            payload = {
                "paper": paper.pk,
                "type": paper.type.zh,
                "type_en": paper.type.en,
                "reason": said[:200],
            }
            record(chain=paper.subject_id, kind="paper.viewed", at=at, by=by, payload=payload)
    return version


def _is_verifying(paper: Paper, standing: Standing) -> bool:
    return Requirement.objects.filter(
        paper=paper,
        state=Requirement.State.ANSWERED,
        case__closed_at=None,
        case__school__in=[UUID(school) for school in standing.organisations(SCHOOLS)],
    ).exists()
