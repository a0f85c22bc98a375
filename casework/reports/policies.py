"""Who has the page of figures (domain.md §7, R1). What it counts is what the viewer may open, whoever he is."""

from django.utils.translation import gettext as _

from casework.organisations.models import Role
from casework.organisations.standing import Standing

OFFICES = (
    Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.BASIC_EDUCATION, Role.HEAD_OF_OFFICE, Role.ADULT_PRESCHOOL,
    Role.ACTIVITY_CENTRE, Role.SUPERVISION, Role.TEACHER_DEVELOPMENT,
)  # fmt: skip


def may_read_reports(standing: Standing) -> bool:
    """Leadership and offices of the bureau, a school's principal for his own school, and the authorities above."""
    return standing.has(*OFFICES, Role.PRINCIPAL, Role.SUPERIOR)


def reads_sums_only(standing: Standing) -> bool:
    """市级、省级: what their districts add up to, and nothing that it was added up from (domain.md §4.4 rule 7)."""
    return standing.has(Role.SUPERIOR) and not standing.has(*OFFICES, Role.PRINCIPAL)


def is_of_a_school(standing: Standing) -> bool:
    """Whether the page is one school's own."""
    return not standing.has(*OFFICES, Role.SUPERIOR)


def title_for(standing: Standing) -> str:
    """What the page and its line in the menu are called."""
    return _("本校一览") if is_of_a_school(standing) else _("全局一览")
