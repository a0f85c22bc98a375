"""One paper as a list shows it: how long it lasts, and what there is to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.papers.models import Paper

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


def line_of(paper: Paper, day: date, *, warned_from: int, is_owner: bool = True) -> Line:
    """What ``paper`` looks like on ``day``, to its owner or to others, where the first warning comes ``warned_from``
    days before an end.
    """
    state = paper.state
    told = _to_its_owner if is_owner else _to_others
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
        return Line(paper, lasts, "overdue", told(paper, is_over=True))
    lasts = _("今天到期") if left == 0 else _("还剩%(n)d天") % {"n": left}
    if left > warned_from:
        return Line(paper, lasts, "ok", _("不用办理，到期前%(n)d天起会提醒。") % {"n": warned_from})
    colour = "now" if left <= _NOW else "soon"
    return Line(paper, lasts, colour, told(paper, is_over=False))


def _to_its_owner(paper: Paper, *, is_over: bool) -> str | Promise:
    if not is_over:
        return gettext_lazy("请现在就去换领，拿到后在这里更新，等学校核实。")
    if paper.type.critical:
        return gettext_lazy("入校许可因此暂停。请在10个工作日内换领并更新，逾期许可将撤销。")
    return gettext_lazy("请尽快换领并更新。")


def _to_others(paper: Paper, *, is_over: bool) -> str | Promise:
    if not is_over:
        return gettext_lazy("已提醒持有人换领，更新后由学校核实。")
    if paper.type.critical:
        return gettext_lazy("入校许可因此暂停，等持有人换领、更新；逾期未更新的撤销。")
    return gettext_lazy("已过期，等持有人换领、更新。")
