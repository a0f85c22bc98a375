"""What may stand in a fact: known already, or read from the file. Each is confirmed by a click, none is filled in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from casework.guided.facts import name_of, shown
from casework.guided.guide import Guide, Page
from casework.guided.items import Item
from casework.papers.models import Paper
from casework.papers.reading.profile import LICENCE, OF_THE_ORGANISATION
from documents.reading import Proposal, propose

_KEPT_FOR = 3600  # seconds; reading again only costs time
_MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """``source`` says where it comes from: what is registered, or the words of the file."""

    value: str
    source: str


def suggestions(guide: Guide, page: Page, *, reading: str = "") -> dict[str, list[Suggestion]]:
    """By the name of the input, for facts that are still empty; the file of the paper ``reading`` is read now."""
    found: dict[str, list[Suggestion]] = {}
    for item in page.items:
        paper = item.requirement.paper
        if not item.inputs or paper is None:
            continue
        offered = [*_known(guide, paper), *_read(item, now=reading == str(item.requirement.pk))]
        for fact, suggestion in offered:
            there = found.setdefault(name_of(item.requirement.pk, fact), [])
            if fact in paper.type.facts and not shown(paper, fact) and len(there) < _MOST:
                there += [suggestion] if suggestion.value not in {s.value for s in there} else []
    return found


def _known(guide: Guide, paper: Paper) -> Iterator[tuple[str, Suggestion]]:
    if paper.instructor is not None:
        yield "holder", Suggestion(paper.instructor.name, _("名册上的姓名"))
    elif paper.type_code in OF_THE_ORGANISATION:
        yield "holder", Suggestion(paper.subject.name, _("登记的单位名称"))
    if paper.type_code == LICENCE and guide.profile and guide.profile.credit_code:
        yield "number", Suggestion(guide.profile.credit_code, _("主体信息中的代码"))
    if guide.roster:
        names = "、".join(person.name for person in guide.roster)
        yield "persons", Suggestion(names, _("名册上的全部人员，请与保单核对"))


def _read(item: Item, *, now: bool) -> Iterator[tuple[str, Suggestion]]:
    if item.file is None or not item.may_be_read:
        return
    key = f"guided.read:{item.file.pk}"
    proposals: Iterable[Proposal] | None = cache.get(key)
    if proposals is None and now:
        proposals = propose(item.file)
        cache.set(key, proposals, _KEPT_FOR)
    for proposal in proposals or ():
        yield (
            proposal.fact.value,
            Suggestion(proposal.value, _("文件中：%(words)s") % {"words": proposal.excerpt}),
        )
