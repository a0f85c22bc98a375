"""Matters that some offices read for the whole district, and others only where one of theirs takes part (domain.md §4.3)."""

from casework.cases.models import Case
from casework.organisations.models import Role

_SUPERVISING = frozenset({Role.BASIC_EDUCATION, Role.SUPERVISION})
# By the roles of the desks: rows “Monthly plan/record”, “Supervision”, “Pay plan” and “Guidance visit”.
READ_BY = (
    ((Case.Kind.INSPECTION, Case.Kind.SUPERVISION, Case.Kind.PAY_PLAN), _SUPERVISING),
    ((Case.Kind.GUIDANCE,), _SUPERVISING | {Role.ACTIVITY_CENTRE, Role.TEACHER_DEVELOPMENT}),
)
FOR_SOME = tuple(kind for kinds, _ in READ_BY for kind in kinds)


def not_read_by(role: Role) -> list[Case.Kind]:
    """The kinds of these that a desk of ``role`` reads only where it takes part."""
    return [kind for kinds, roles in READ_BY if role not in roles for kind in kinds]
