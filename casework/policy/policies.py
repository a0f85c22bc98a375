"""Who may read, register, propose and confirm (domain.md §4.2, §4.3 last row, §4.5).

Documents are open to everybody who has a login: a policy that schools and vendors must follow is no secret.
"""

from casework.organisations.models import Role
from casework.organisations.standing import Standing
from casework.policy.models import ParameterValue

# Keeps the configuration; the pay ceiling is kept by the finance office too.
KEEPER = Role.PROCESS_MANAGER
BESIDES = {"PRM_PAY_CAP": (Role.FINANCE,)}
CONFIRMERS = (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR)

# Offices and leadership of the bureau, and whoever keeps the configuration.
READERS = frozenset(
    {
        Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.BASIC_EDUCATION, Role.HEAD_OF_OFFICE, Role.ADULT_PRESCHOOL,
        Role.ACTIVITY_CENTRE, Role.SUPERVISION, Role.TEACHER_DEVELOPMENT, Role.GENERAL_OFFICE, Role.FINANCE,
        Role.PERSONNEL, Role.PROCESS_MANAGER,
    }
)  # fmt: skip


def may_read_configuration(standing: Standing) -> bool:
    """The parameters, and what of the processes rests on each clause."""
    return standing.has(*READERS)


def may_register(standing: Standing) -> bool:
    return standing.has(KEEPER)


def may_propose(standing: Standing, code: str) -> bool:
    return standing.has(KEEPER, *BESIDES.get(code, ()))


def may_confirm(standing: Standing, row: ParameterValue) -> bool:
    """Heads of offices and the deputy director; never what they proposed themselves."""
    return standing.has(*CONFIRMERS) and row.drafted_by_id != standing.person.pk


def may_drop(standing: Standing, row: ParameterValue) -> bool:
    """Whoever proposed it, and whoever may confirm it."""
    return row.drafted_by_id == standing.person.pk or may_confirm(standing, row)
