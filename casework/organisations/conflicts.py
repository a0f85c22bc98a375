"""Why a person may take no part in what concerns an organisation (domain.md §4.5: 回避)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from casework.organisations.models import Membership, Person, Recusal

FORMER_YEARS = 3


def conflict(*, person: Person, organisation: UUID, day: date) -> str | None:
    """A Chinese sentence without full stop, or None. Every account of the human being counts."""
    accounts = Person.objects.same_as(person).values("pk")
    recusal = Recusal.objects.active_on(day).filter(person__in=accounts, organisation=organisation).first()
    if recusal is not None:
        return f"已登记回避：{recusal.reason}"
    held = Membership.objects.filter(person__in=accounts, organisation=organisation, valid_from__lte=day)
    return _held(held.select_related("organisation"), day)


def _held(memberships: Iterable[Membership], day: date) -> str | None:
    former = None
    for membership in memberships:
        if membership.valid_to is None or membership.valid_to >= day:
            return f"现任职于{membership.organisation.short_name}"
        if _years_after(membership.valid_to, FORMER_YEARS) > day:
            former = membership
    if former is None or former.valid_to is None:
        return None
    left = f"{former.valid_to.year}年{former.valid_to.month}月{former.valid_to.day}日"
    return f"{left}才离开{former.organisation.short_name}，不满{FORMER_YEARS}年"


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
