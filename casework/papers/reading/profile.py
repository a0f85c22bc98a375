"""Facts against what is known of the vendor and of its people (D03 row 6)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from casework.organisations.models import Organisation
from casework.papers.faults import Fault
from casework.papers.models import Paper
from casework.vendors.credit_code import is_credit_code, normal
from casework.vendors.models import Instructor, VendorProfile

LICENCE = "DT-211"
# On these the organisation itself stands as the holder; a policy or a quotation may name whom it likes.
OF_THE_ORGANISATION = frozenset({LICENCE, "DT-212", "DT-214"})
INSURANCE = "DT-231"
_BRACKETS = str.maketrans("()·•．", "（）···")


def profile_faults(paper: Paper) -> Iterator[Fault]:
    """Names and numbers that are not those of the subject, its instructor, or the people of its case."""
    if paper.type_code == LICENCE and paper.number:
        yield from _credit_code(paper)
    if paper.holder:
        yield from _holder(paper)
    if paper.type_code == INSURANCE and paper.persons:
        yield from _uninsured(paper)


def _credit_code(paper: Paper) -> Iterator[Fault]:
    number = normal(paper.number)
    profile = VendorProfile.objects.filter(pk=paper.subject_id).first()
    if not is_credit_code(number):
        yield Fault(
            "number",
            _("统一社会信用代码应为18位并能通过校验，现在填的不对。请对照证照逐位核对，注意0与O、1与I。"),
        )
    elif profile and profile.credit_code and profile.credit_code != number:
        said = {"typed": number, "known": profile.credit_code}
        yield Fault(
            "number",
            _(
                "证照上的代码%(typed)s与主体信息中的%(known)s不一致。填错的请改正；主体信息错的请回到第一步改。"
            )
            % said,
        )


def _holder(paper: Paper) -> Iterator[Fault]:
    expected = _expected_holder(paper)
    if expected and _same(paper.holder) != _same(expected):
        said = {"typed": paper.holder, "known": expected}
        yield Fault(
            "holder",
            _(
                "持有人“%(typed)s”与登记的“%(known)s”不一致。请核对证件上的名称；已更名的，请先办理更名再上传。"
            )
            % said,
        )


def _expected_holder(paper: Paper) -> str:
    """Empty where anybody may be the holder."""
    if paper.instructor is not None:
        return paper.instructor.name
    subject = paper.subject
    if subject.kind == Organisation.Kind.INDIVIDUAL and paper.type_code == "DT-207":
        himself = subject.instructors.filter(is_active=True).first()
        return himself.name if himself else ""
    return subject.name if paper.type_code in OF_THE_ORGANISATION else ""


def _uninsured(paper: Paper) -> Iterator[Fault]:
    cases = paper.requirements.values("case")
    going = Instructor.objects.filter(requirements__case__in=cases, organisation=paper.subject_id).distinct()
    insured = {_same(name) for name in paper.persons}
    missing = [person.name for person in going if _same(person.name) not in insured]
    if missing:
        said = {"names": _("、").join(missing)}
        yield Fault(
            "persons",
            _("保单的被保险人里没有%(names)s。请在被保险人一栏补上；保单上确实没有的，请先加保再上传。")
            % said,
        )


def _same(name: str) -> str:
    """Without blanks, brackets and dots in one form: people type them as they like."""
    return "".join(name.split()).translate(_BRACKETS).casefold()
