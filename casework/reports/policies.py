"""Who has the page of figures (domain.md §7, R1). What it counts is what the viewer may open, whoever he is."""

from casework.organisations.models import Role
from casework.organisations.standing import Standing

OFFICES = (
    Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.BASIC_EDUCATION, Role.HEAD_OF_OFFICE, Role.ADULT_PRESCHOOL,
    Role.ACTIVITY_CENTRE, Role.SUPERVISION, Role.TEACHER_DEVELOPMENT,
)  # fmt: skip


def may_read_reports(standing: Standing) -> bool:
    """Leadership and offices of the bureau, and a school's principal for his own school."""
    return standing.has(*OFFICES, Role.PRINCIPAL)


def is_of_a_school(standing: Standing) -> bool:
    """Whether the page is one school's own."""
    return not standing.has(*OFFICES)
