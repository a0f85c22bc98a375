"""What the roster refuses; every refusal is a sentence for the person who tried, and says how to mend it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from casework.organisations import rules
from casework.organisations.models import Organisation
from casework.vendors.identity import is_identity_number
from casework.vendors.models import Instructor


class Refused(rules.Refused):
    """A change of a roster or profile that is not possible; ``field`` names what to correct."""

    field: str = ""


class NameMissing(Refused):
    message = _("请填写姓名，与身份证上的一致，不要用简称或带星号。")
    field = "name"


class NotAnIdentityNumber(Refused):
    message = _("证件号码不对：应为18位居民身份证号码，请对照身份证逐位核对，最后一位可能是X。")
    field = "id_number"


class AlreadyOnRoster(Refused):
    message = _("这个证件号码已经在师资名册上，不用再加。要改姓名或特长，请修改原来那一行。")
    field = "id_number"


class OnlyHimself(Refused):
    message = _("个人申请只有本人一名师资。要带其他人进校，请由机构申请。")
    field = "name"


class NoRoster(Refused):
    message = _("学校和科室没有师资名册，只有机构、个人和训练单位有。")


class StillTeaching(Refused):
    """Raised by those above who know where an instructor teaches."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.message = _(
            "此人还在入校许可 %(where)s 的师资名单上。请先由学校办理更换师资，再从名册移出。"
        ) % {"where": where}


_WITH_ROSTER = {Organisation.Kind.VENDOR, Organisation.Kind.INDIVIDUAL, Organisation.Kind.TRAINING_UNIT}


def check_name(name: str) -> str:
    """The name as it is kept. Raises NameMissing."""
    kept = "".join(name.split()) if not name.isascii() else " ".join(name.split())
    if not kept or "*" in kept or len(kept) > 40:
        raise NameMissing
    return kept


def check_number(number: str, *, today: date) -> None:
    """Raises NotAnIdentityNumber."""
    if not is_identity_number(number, today=today):
        raise NotAnIdentityNumber


def check_place(organisation: Organisation, *, besides: Instructor | None = None) -> None:
    """Whether one more may be added. Raises NoRoster, OnlyHimself."""
    if organisation.kind not in _WITH_ROSTER:
        raise NoRoster
    others = organisation.instructors.filter(is_active=True)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if organisation.kind == Organisation.Kind.INDIVIDUAL and others.exists():
        raise OnlyHimself
