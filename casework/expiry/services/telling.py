"""Notices about papers that run out: to the vendor, and as the end comes near to the school and the offices."""

from collections.abc import Sequence

from casework.calendar.wording.dates import full_date
from casework.expiry.holdings import Holding
from casework.expiry.night import Night
from casework.expiry.thresholds import OFFICE_DAYS, SCHOOL_DAYS
from casework.papers.models import Paper
from casework.papers.naming import person_on
from casework.papers.policies import OWNERS, SCHOOLS


def tell_of_end(paper: Paper, resting: Sequence[Holding], night: Night) -> None:
    """The paper ends soon: how many days are left, and what to do."""
    ends_on = paper.ends_on
    if ends_on is None:
        return
    left = (ends_on - night.day).days
    when = "今天到期" if left == 0 else f"还剩{left}天"
    text = f"{named(paper)}将于{full_date(ends_on, 'zh-hans')}到期，{when}。请换领后到“我的证照”更新。"
    _tell(resting, text, night, is_for_school=left <= SCHOOL_DAYS, is_for_offices=left <= OFFICE_DAYS)


def tell_of_lapse(paper: Paper, resting: Sequence[Holding], night: Night) -> None:
    """The paper has run out, and with a critical one the permits that rest on it are out of force."""
    ends_on = paper.ends_on
    if ends_on is None:
        return
    permits = [holding.permit for holding in resting if holding.permit is not None]
    text = f"{named(paper)}已于{full_date(ends_on, 'zh-hans')}到期。"
    if paper.type.critical and permits:
        numbers = "、".join(permit.number for permit in permits)
        text += f"入校许可{numbers}暂停，请在10个工作日内更新，逾期许可将撤销。"
    else:
        text += "请尽快换领后到“我的证照”更新。"
    _tell(resting, text, night, is_for_school=True, is_for_offices=True)


def named(paper: Paper) -> str:
    """``健康证明（张**）``."""
    person = person_on(paper.instructor, subject=paper.subject, in_full=False)
    return f"{paper.type.zh}（{person}）" if person else paper.type.zh


def _tell(
    resting: Sequence[Holding], text: str, night: Night, *, is_for_school: bool, is_for_offices: bool
) -> None:
    """The vendor that all of them are of, the schools of its permits, and the offices."""
    case = resting[0].case
    night.tell(case, OWNERS, case.respondent_id, text)
    for_others = f"{resting[0].vendor.short_name}：{text}"
    for holding in resting if is_for_school else []:
        if holding.permit is not None:
            night.tell(holding.case, SCHOOLS, holding.permit.school_id, for_others)
    if is_for_offices:
        night.tell_offices(case, for_others)
