"""Whose paper it is, as it is said to a reader: one rule for cases, receipts and the register (domain.md Appendix C 3)."""

from casework.organisations.models import Organisation, Role
from casework.organisations.standing import Standing
from casework.papers.policies import OWNERS
from casework.vendors.models import Instructor


def reads_names(standing: Standing) -> bool:
    """Owners, whose rows are their own, and the two offices that keep the library and review what is handed in."""
    return standing.has(*OWNERS, Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE)


def person_on(instructor: Instructor | None, *, subject: Organisation, in_full: bool) -> str:
    """Masked unless ``in_full``. Who is himself the ``subject`` is named beside it: a mask would hide nothing."""
    if instructor is None:
        return ""
    named = in_full or subject.kind == Organisation.Kind.INDIVIDUAL
    return instructor.name if named else instructor.masked_name
