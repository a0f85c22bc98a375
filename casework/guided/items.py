"""One paper that is asked for, as its block shows it: what is there, what is missing, what may be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.calendar.wording.dates import full_date
from casework.guided.facts import FactInput, fact_inputs, shown
from casework.papers.faults import Fault
from casework.papers.models import Paper, Requirement
from casework.papers.services import facts, reuse
from documents.catalogue import DocumentType, document_type
from documents.models import DocumentVersion

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})


class Mark(StrEnum):
    """MISSING, BEGUN and WRONG keep a submission from being sent; the others do not."""

    MISSING = "missing"
    BEGUN = "begun"
    WRONG = "wrong"
    OPTIONAL = "optional"
    READY = "ready"
    CLOSED = "closed"


@dataclass(frozen=True)
class Item:
    """``offers`` are papers handed in before that are still good; ``faults`` all that is wrong with the one here."""

    requirement: Requirement
    type: DocumentType
    mark: Mark
    words: str
    file: DocumentVersion | None
    inputs: list[FactInput]
    offers: list[Paper]
    faults: list[Fault]

    @property
    def anchor(self) -> str:
        return f"item-{self.requirement.pk}"

    @property
    def title(self) -> str:
        return self.type.label

    @property
    def person(self) -> str:
        return self.requirement.instructor.name if self.requirement.instructor else ""

    @property
    def is_editable(self) -> bool:
        return self.mark != Mark.CLOSED

    @property
    def is_unfinished(self) -> bool:
        return self.mark in (Mark.MISSING, Mark.BEGUN, Mark.WRONG)

    @property
    def is_returned(self) -> bool:
        """Given back, and not touched since."""
        returned = self.requirement.state == Requirement.State.RETURNED
        return returned and self.words == returned_words(self.requirement)

    @property
    def is_draft(self) -> bool:
        paper = self.requirement.paper
        return paper is not None and paper.state == Paper.State.DRAFT

    @property
    def has_picture(self) -> bool:
        """Identity, health and the like are not shown unasked."""
        return self.file is not None and self.file.media_type in IMAGES and not self.type.is_sensitive

    @property
    def opens_here(self) -> bool:
        return self.file is not None and self.file.media_type in IMAGES | {"application/pdf"}

    @property
    def may_be_read(self) -> bool:
        return self.file is not None and self.file.name.lower().endswith((".pdf", ".docx"))

    @property
    def wrongs(self) -> list[str]:
        """Everything that must be mended, for the list at the end."""
        if self.mark == Mark.MISSING:
            return [_("还没有上传。%(where)s") % {"where": self.type.source}]
        return [str(fault.sentence) for fault in self.faults] or [self.words]


def item_of(requirement: Requirement, *, day: date, mended: Collection[int] = ()) -> Item:
    paper = requirement.paper
    file = paper.version if paper else None
    draft = paper if paper is not None and paper.state == Paper.State.DRAFT and file else None
    said = facts.faults(draft, day=day) if draft else []
    wrong = [fault for fault in said if not fault.is_question]
    mark, words = _state(requirement, file, wrong, is_mended=requirement.pk in mended)
    asked = draft is None and mark in (Mark.MISSING, Mark.OPTIONAL, Mark.WRONG)
    return Item(
        requirement=requirement,
        type=document_type(requirement.type_code),
        mark=mark,
        words=words,
        file=file,
        inputs=fact_inputs(draft, requirement.pk, said) if draft else [],
        offers=list(reuse.offers(requirement, on=day)[:3]) if asked else [],
        faults=wrong,
    )


def _state(
    requirement: Requirement, file: DocumentVersion | None, wrong: Sequence[Fault], *, is_mended: bool
) -> tuple[Mark, str]:
    paper, states = requirement.paper, Requirement.State
    if requirement.state in (states.ACCEPTED, states.ANSWERED):
        return Mark.CLOSED, _closed_words(requirement)
    if requirement.state == states.RETURNED and not is_mended:
        return Mark.WRONG, returned_words(requirement)
    if paper is None or file is None:
        return (Mark.MISSING, _("缺件")) if requirement.is_mandatory else (Mark.OPTIONAL, _("选交"))
    if wrong:
        return _wrong_words(paper, wrong)
    if requirement.is_reused:
        return Mark.READY, _("沿用已有材料，%(until)s") % {"until": lasts(paper)}
    return Mark.READY, _("已填好")


def _wrong_words(paper: Paper, wrong: Sequence[Fault]) -> tuple[Mark, str]:
    """Blank facts are only not done yet; others contradict the calendar or what is registered."""
    false = [fault for fault in wrong if shown(paper, fault.fact)]
    if false:
        return Mark.WRONG, str(false[0].sentence)
    return Mark.BEGUN, _("还有 %(n)s 处要填") % {"n": len(wrong)}


def _closed_words(requirement: Requirement) -> str:
    if requirement.state == Requirement.State.ACCEPTED:
        return _("已通过")
    verified = requirement.paper is not None and requirement.paper.verified_at is not None
    return _("已核验") if verified else _("待核验")


def returned_words(requirement: Requirement) -> str:
    return _("退回：%(reason)s") % {"reason": requirement.message}


def lasts(paper: Paper) -> str:
    if paper.is_long_term:
        return _("长期有效")
    if paper.ends_on is None:
        return _("没有有效期限制")
    return _("有效期至%(day)s") % {"day": full_date(paper.ends_on, get_language() or "zh-hans")}
