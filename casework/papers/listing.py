"""The papers that a case asks for, as those who see the case may read them: what is there, how long, who verified it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.organisations.models import Organisation, Person
from casework.organisations.standing import Standing
from casework.papers.models import Paper, Requirement
from casework.papers.naming import person_on, reads_names
from casework.papers.policies import SIGNED_BY_BOTH
from casework.papers.services import sensitive
from casework.papers.wording.groups import GROUP_NAMES
from documents.catalogue import DocumentType, document_type
from documents.models import DocumentVersion

_VENDORS = {Organisation.Kind.VENDOR, Organisation.Kind.INDIVIDUAL, Organisation.Kind.TRAINING_UNIT}


@dataclass(frozen=True)
class PaperLine:
    """``tone`` is ok, wrong, open or quiet. ``may_open`` says whether the viewer may have the file itself."""

    requirement: Requirement
    type: DocumentType
    person: str
    words: str
    tone: str
    ends_on: date | None
    is_long_term: bool
    file: DocumentVersion | None
    may_open: bool

    @property
    def can_be_asked_for(self) -> bool:
        """There is a file, and the viewer may have it or at least know that he may not."""
        return self.file is not None and (self.may_open or self.type.is_sensitive)

    @property
    def paper(self) -> Paper | None:
        return self.requirement.paper

    @property
    def verified_by(self) -> Person | None:
        return self.paper.verified_by if self.paper else None


@dataclass(frozen=True)
class PaperGroup:
    label: str
    lines: list[PaperLine]


def case_papers(case: Case, standing: Standing) -> list[PaperGroup]:
    """Group by group in the order of the list. A vendor reads its own lines and none of the school's (domain.md §4.4-2)."""
    groups: dict[str, list[PaperLine]] = {}
    visible = set(
        Paper.objects.visible_to(standing).filter(requirements__case=case).values_list("pk", flat=True)
    )
    for requirement in visible_requirements(case, standing):
        label = (
            _("学校材料")
            if requirement.is_for_school
            else str(GROUP_NAMES.get(requirement.group, requirement.group))
        )
        groups.setdefault(label, []).append(_line(requirement, case, standing, visible))
    return [PaperGroup(label, lines) for label, lines in groups.items()]


def visible_requirements(case: Case, standing: Standing) -> Iterable[Requirement]:
    asked = (
        Requirement.objects.filter(case=case)
        .select_related("case", "instructor", "paper__document", "paper__subject", "paper__verified_by")
        .prefetch_related("paper__document__versions")
    )
    of_the_vendor = case.respondent.kind in _VENDORS and standing.is_member(str(case.respondent_id))
    # What both signed is the vendor's as well.
    return asked.filter(Q(is_for_school=False) | Q(type_code__in=SIGNED_BY_BOTH)) if of_the_vendor else asked


def _line(requirement: Requirement, case: Case, standing: Standing, visible: Collection[UUID]) -> PaperLine:
    paper = requirement.paper
    owner = case.school_id if requirement.is_for_school else case.respondent_id
    his = standing.is_member(str(owner))
    # What is not handed in yet is its owner's alone.
    seen = paper if paper is not None and (his or paper.state != Paper.State.DRAFT) else None
    words, tone = _state(requirement, seen)
    return PaperLine(
        requirement=requirement,
        type=document_type(requirement.type_code),
        person=_person(requirement, case, standing),
        words=words,
        tone=tone,
        ends_on=seen.ends_on if seen else None,
        is_long_term=bool(seen and seen.is_long_term),
        file=seen.version if seen else None,
        may_open=seen is not None and seen.version is not None and _may_open(seen, standing, visible),
    )


def _may_open(paper: Paper, standing: Standing, visible: Collection[UUID]) -> bool:
    return sensitive.may_open(paper, standing) if paper.type.is_sensitive else paper.pk in visible


def _person(requirement: Requirement, case: Case, standing: Standing) -> str:
    """In full for the parties of the case, who know him, and for who reads the register; masked for everybody else."""
    parties = (case.respondent_id, case.school_id, case.office_id)
    in_full = reads_names(standing) or any(standing.is_member(str(party)) for party in parties if party)
    return person_on(requirement.instructor, subject=case.respondent, in_full=in_full)


def _state(requirement: Requirement, paper: Paper | None) -> tuple[str, str]:
    states = Requirement.State
    if requirement.state == states.RETURNED:
        return _("退回：%(reason)s") % {"reason": requirement.message}, "wrong"
    if paper is not None and paper.state in (Paper.State.EXPIRED, Paper.State.VOID, Paper.State.REPLACED):
        return str(paper.get_state_display()), "wrong"
    if paper is not None and paper.state == Paper.State.VALID:
        return _("已核验"), "ok"
    if requirement.state in (states.ANSWERED, states.ACCEPTED):
        return _("待核验"), "open"
    if paper is not None:
        return _("已上传，未提交"), "open"
    return (_("待提交"), "open") if requirement.is_mandatory else (_("选交，未交"), "quiet")
