"""Notices about papers that run out: to the vendor, and as the end comes near to the school and the offices."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from casework.calendar.wording.dates import full_date
from casework.cases.models import Case
from casework.cases.services.notices import notify
from casework.expiry.holdings import Holding
from casework.expiry.thresholds import OFFICE_DAYS, SCHOOL_DAYS
from casework.organisations.models import Membership, Role
from casework.papers.models import Paper
from casework.papers.policies import OWNERS, SCHOOLS
from casework.permits.models import Permit
from casework.vendors.masking import masked_name

_OFFICES = (Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE)


def tell_of_end(paper: Paper, resting: Sequence[Holding], *, day: date, at: datetime) -> None:
    """The paper ends soon: how many days are left, and what to do."""
    ends_on = paper.ends_on
    if ends_on is None:
        return
    left = (ends_on - day).days
    when = "今天到期" if left == 0 else f"还剩{left}天"
    text = f"{named(paper)}将于{full_date(ends_on, 'zh-hans')}到期，{when}。请换领后到“我的证照”更新。"
    case = resting[0].case
    _tell(case, OWNERS, resting_subject(resting), text, at)
    if left <= SCHOOL_DAYS:
        for holding in resting:
            if holding.permit is not None:
                _tell(holding.case, SCHOOLS, holding.permit.school_id, _for_others(holding.permit, text), at)
    if left <= OFFICE_DAYS:
        tell_offices(case, _for_others(resting[0].permit, text), day=day, at=at)


def tell_of_lapse(paper: Paper, resting: Sequence[Holding], *, day: date, at: datetime) -> None:
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
    case = resting[0].case
    _tell(case, OWNERS, resting_subject(resting), text, at)
    for holding in resting:
        if holding.permit is not None:
            _tell(holding.case, SCHOOLS, holding.permit.school_id, _for_others(holding.permit, text), at)
    tell_offices(case, _for_others(resting[0].permit, text), day=day, at=at)


def tell_offices(case: Case, text: str, *, day: date, at: datetime) -> None:
    """成幼股 and 活动中心, wherever their people hold these roles on ``day``."""
    holding = Membership.objects.active_on(day).filter(role__in=_OFFICES)
    for role, office in holding.values_list("role", "organisation").distinct().order_by("role"):
        _tell(case, [role], office, text, at)


def named(paper: Paper) -> str:
    """``健康证明（张**）``."""
    person = f"（{masked_name(paper.instructor.name)}）" if paper.instructor else ""
    return f"{paper.type.zh}{person}"


def resting_subject(resting: Sequence[Holding]) -> UUID:
    """The vendor that all of them are of."""
    return resting[0].case.respondent_id


def _for_others(permit: Permit | None, text: str) -> str:
    return f"{permit.subject.short_name}：{text}" if permit is not None else text


def _tell(case: Case, roles: Iterable[str], scope: UUID, text: str, at: datetime) -> None:
    notify(case=case, roles=roles, scope=str(scope), text=text, at=at)
