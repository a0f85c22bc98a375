"""One paper as a list shows it: how long it lasts, and what there is to do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.expiry.holdings import resting_on_papers, standing_permits
from casework.papers.models import Paper
from casework.permits.models import Permit

_SOON, _NOW = 30, 7


@dataclass(frozen=True)
class Line:
    """``colour`` is that of the badge; ``advice`` says what to do, or that there is nothing to be done."""

    paper: Paper
    lasts: str
    colour: str
    advice: str | Promise

    @property
    def needs_renewal(self) -> bool:
        return self.colour in ("soon", "now", "overdue")


class Effect(Enum):
    """What the end of a critical paper has done, or is about to do, to what rests on it."""

    NOTHING = "nothing"
    SUSPENDS = "suspends"
    SUSPENDED = "suspended"


def effects_on(papers: Collection[Paper]) -> Mapping[UUID, Effect]:
    """Of the critical ones among ``papers`` on which a permit rests, by id; four statements however many they are."""
    critical = {paper.pk: paper.subject_id for paper in papers if paper.type.critical}
    found: dict[UUID, Effect] = {}
    for holding in resting_on_papers(standing_permits(set(critical.values())), []) if critical else []:
        asleep = holding.permit is not None and holding.permit.state == Permit.State.SUSPENDED
        for paper in holding.papers:
            if paper.pk in critical and found.get(paper.pk) != Effect.SUSPENDED:
                found[paper.pk] = Effect.SUSPENDED if asleep else Effect.SUSPENDS
    return found


def line_of(
    paper: Paper, day: date, *, warned_from: int, effect: Effect = Effect.NOTHING, is_owner: bool = True
) -> Line:
    """What ``paper`` looks like on ``day``, to its owner or to others, where the first warning comes ``warned_from``
    days before an end.
    """
    state = paper.state
    if state == Paper.State.DRAFT:
        mine, foreign = (
            gettext_lazy("还没有提交。请回到原来的申请继续填写。"),
            gettext_lazy("持有人还没有提交。"),
        )
        return Line(paper, "", "", mine if is_owner else foreign)
    if state in (Paper.State.REPLACED, Paper.State.VOID):
        return Line(paper, "", "", gettext_lazy("已由新的一份代替，或已作废，不用再办。"))
    ends_on = paper.ends_on
    if ends_on is None:
        lasts = _("长期有效") if paper.is_long_term else _("没有期限")
        return Line(paper, lasts, "ok", gettext_lazy("不用办理。"))
    left = (ends_on - day).days
    if left < 0:
        lasts = _("已过期%(n)d天") % {"n": -left}
        return Line(paper, lasts, "overdue", (_TO_ITS_OWNER if is_owner else _TO_OTHERS)[effect])
    lasts = _("今天到期") if left == 0 else _("还剩%(n)d天") % {"n": left}
    if left > warned_from:
        return Line(paper, lasts, "ok", _("不用办理，到期前%(n)d天起会提醒。") % {"n": warned_from})
    colour = "now" if left <= _NOW else "soon"
    mine, foreign = (
        gettext_lazy("请现在就去换领，拿到后在这里更新，等学校核实。"),
        gettext_lazy("已提醒持有人换领，更新后由学校核实。"),
    )
    return Line(paper, lasts, colour, mine if is_owner else foreign)


# Only what is so: many a vendor has papers and no permit.
_TO_ITS_OWNER: Mapping[Effect, str | Promise] = {
    Effect.NOTHING: gettext_lazy("请尽快换领并更新。"),
    Effect.SUSPENDS: gettext_lazy(
        "依据这份材料的入校许可将暂停。请在10个工作日内换领并更新，逾期许可将撤销。"
    ),
    Effect.SUSPENDED: gettext_lazy("入校许可因此暂停。请在10个工作日内换领并更新，逾期许可将撤销。"),
}
_TO_OTHERS: Mapping[Effect, str | Promise] = {
    Effect.NOTHING: gettext_lazy("已过期，等持有人换领、更新。"),
    Effect.SUSPENDS: gettext_lazy("依据这份材料的入校许可将暂停，等持有人换领、更新；逾期未更新的撤销。"),
    Effect.SUSPENDED: gettext_lazy("入校许可因此暂停，等持有人换领、更新；逾期未更新的撤销。"),
}
