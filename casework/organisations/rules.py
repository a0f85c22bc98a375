"""What the registers refuse; every refusal is a sentence for the person who tried."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.organisations.models import Membership, Organisation, Person, Role

# 三员分立 (GB/T 22239 level 3): these are three people, also where one of them has two accounts.
SEPARATE = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
_OFFICE_ROLES = frozenset(role for role in Role if role < Role.PRINCIPAL)
_SCHOOL_ROLES = frozenset(role for role in Role if Role.PRINCIPAL <= role < Role.VENDOR_CLERK)
PLACES: dict[str, frozenset[Role]] = {
    # 市级、省级 read what their districts add up to (domain.md §4.4 rule 7).
    Organisation.Kind.BUREAU: _OFFICE_ROLES | {Role.SUPERIOR},
    Organisation.Kind.OFFICE: _OFFICE_ROLES,
    Organisation.Kind.GROUP: _SCHOOL_ROLES,
    # A school may have its own inspector (责任督学, rule 4), who is none of its people.
    Organisation.Kind.SCHOOL: _SCHOOL_ROLES | {Role.SUPERVISION},
    Organisation.Kind.VENDOR: frozenset({Role.VENDOR_CLERK}),
    Organisation.Kind.INDIVIDUAL: frozenset({Role.INDIVIDUAL}),
    Organisation.Kind.TRAINING_UNIT: frozenset({Role.TRAINING_UNIT}),
}


class Refused(Exception):
    """A change of the registers that is not allowed; ``field`` names what to correct, if one thing is."""

    message: str | Promise = ""
    field: str | None = None

    def __str__(self) -> str:
        return str(self.message)


class RoleAlreadyHeld(Refused):
    message = _("此人在这段时间已经担任这个单位的这一角色。")
    field = "role"


class RolesNotCombined(Refused):
    message = _(
        "系统管理员、安全管理员、审计管理员须由三个人分别担任（三员分立），同一人的其他账号也算在内。"
    )
    field = "role"


class RoleOutOfPlace(Refused):
    message = _("这类单位没有这一角色。")
    field = "role"


class OwnAppointment(Refused):
    message = _("不能变更自己的任职，请由另一位系统管理员办理。")


class OrganisationClosed(Refused):
    message = _("该单位已停用，不能再任职。")
    field = "organisation"


class StillHasMembers(Refused):
    message = _("该单位还有在任人员，请先结束他们的任职再停用。")
    field = "is_active"


class ParentBelowItself(Refused):
    message = _("上级不能是本单位或本单位的下级。")
    field = "parent"


class AlreadyEnded(Refused):
    message = _("这项任职已经结束，不能更改。")


class EndsBeforeItBegan(Refused):
    message = _("结束日期不能早于任职开始的日期。")
    field = "last_day"


class EndsInThePast(Refused):
    message = _("结束日期不能早于昨天：已经过去的任职期不能改写。")
    field = "last_day"


class RecusalExists(Refused):
    message = _("此人对这个单位已有没有结束的回避登记。")
    field = "organisation"


class NoPostToDelegate(Refused):
    message = _("您现在没有可以委托他人代办的岗位。")


class NotAColleague(Refused):
    message = _("只能委托给本单位在岗的校级干部或科室人员，不能委托给这个人。")
    field = "delegate"


class DelegatedToOneself(Refused):
    message = _("不能委托给自己（同一人的其他账号也算）。")
    field = "delegate"


class DelegatedTooLong(Refused):
    message = _("一次委托最长15天（含首尾两天），请缩短；到期后可以再办。")
    field = "last_day"


class DelegationInThePast(Refused):
    message = _("委托不能从过去的日期开始。")
    field = "first_day"


class DelegationBackwards(Refused):
    message = _("最后一天不能早于第一天。")
    field = "last_day"


class AlreadyDelegated(Refused):
    message = _("这几天您已经委托%(delegate)s代办，同一时间只能委托一个人。请先收回，或者换日期。")
    field = "first_day"

    def __init__(self, delegate: Person | None = None) -> None:
        self.delegate = delegate

    def __str__(self) -> str:
        return str(self.message) % {"delegate": self.delegate or ""}


class DelegationPassedOn(Refused):
    message = _("这几天您正代%(principal)s办理，不能再把事情委托给别人（不得转委托）。")
    field = "first_day"

    def __init__(self, principal: Person | None = None) -> None:
        self.principal = principal

    def __str__(self) -> str:
        return str(self.message) % {"principal": self.principal or ""}


class DelegateIsAway(Refused):
    message = _("这几天此人自己也委托了别人代办，不能再受您委托（不得转委托）。")
    field = "delegate"


class NothingToDelegate(Refused):
    message = _("请至少选一类您岗位上可以委托的事项。")
    field = "processes"


class NeverDelegated(Refused):
    message = _("教师处理和差异化发放方案须由本人签批，不能委托。")
    field = "processes"


class DelegationEnded(Refused):
    message = _("这项委托已经到期或者收回。")


def check_appointment(
    *, person: Person, organisation: Organisation, role: Role, first: date, last: date | None
) -> None:
    """Raises RoleOutOfPlace, OrganisationClosed, RoleAlreadyHeld, RolesNotCombined, EndsBeforeItBegan."""
    if last is not None and last < first:
        raise EndsBeforeItBegan
    if role not in PLACES[organisation.kind]:
        raise RoleOutOfPlace
    if not organisation.is_active:
        raise OrganisationClosed
    accounts = Person.objects.same_as(person)
    meanwhile = Membership.objects.overlapping(first, last)
    if meanwhile.of(person).filter(organisation=organisation, role=role).exists():
        raise RoleAlreadyHeld
    others = SEPARATE - {role} if role in SEPARATE else frozenset()
    if others and meanwhile.with_roles(others).filter(person__in=accounts).exists():
        raise RolesNotCombined


def check_one_person(person: Person) -> None:
    """After a staff number changed: the roles of all accounts together. Raises RolesNotCombined."""
    held = Membership.objects.with_roles(SEPARATE).filter(person__in=Person.objects.same_as(person))
    if _any_two_at_once(list(held)):
        raise RolesNotCombined


def check_parent(organisation: Organisation, parent: Organisation | None) -> None:
    """Raises ParentBelowItself."""
    above, seen = parent, set[object]()
    while above is not None and above.pk not in seen:
        if above.pk == organisation.pk:
            raise ParentBelowItself
        seen.add(above.pk)
        above = above.parent


def check_closing(organisation: Organisation, day: date) -> None:
    """Raises StillHasMembers while anybody holds or will hold a role there."""
    if organisation.memberships.filter(Q(valid_to=None) | Q(valid_to__gte=day)).exists():
        raise StillHasMembers


def _any_two_at_once(held: Iterable[Membership]) -> bool:
    rows = list(held)
    return any(
        one.role != other.role
        and (one.valid_to is None or other.valid_from <= one.valid_to)
        and (other.valid_to is None or one.valid_from <= other.valid_to)
        for one in rows
        for other in rows
    )
