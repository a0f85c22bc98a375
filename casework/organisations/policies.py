"""Who may read and change the registers (domain.md §4.3): accounts are the system administrator's."""

from casework.organisations.models.role import Role
from casework.organisations.standing import Standing

# Offices and leadership of the bureau, and those who keep processes and accounts.
# Security and audit administrators have no business here (三员分立).
READERS = frozenset(
    {
        Role.DEPUTY_DIRECTOR,
        Role.DIRECTOR,
        Role.BASIC_EDUCATION,
        Role.HEAD_OF_OFFICE,
        Role.ADULT_PRESCHOOL,
        Role.ACTIVITY_CENTRE,
        Role.SUPERVISION,
        Role.TEACHER_DEVELOPMENT,
        Role.GENERAL_OFFICE,
        Role.FINANCE,
        Role.PERSONNEL,
        Role.PROCESS_MANAGER,
        Role.SYSTEM_ADMIN,
    }
)

# Offices whose people visit schools.
SENDERS = frozenset(
    {
        Role.BASIC_EDUCATION,
        Role.ADULT_PRESCHOOL,
        Role.ACTIVITY_CENTRE,
        Role.SUPERVISION,
        Role.TEACHER_DEVELOPMENT,
    }
)

# Those who keep the system, who have no business in it.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


def has_business(standing: Standing) -> bool:
    """Anybody with a role other than keeping the system."""
    return any(held.role not in ADMINISTRATORS for held in standing.holdings)


def may_read_register(standing: Standing) -> bool:
    """Whether every organisation and everybody in it is open to reading."""
    return standing.has(*READERS)


def may_edit_organisations(standing: Standing) -> bool:
    """The basic education office knows the schools; the system administrator keeps the tree."""
    return standing.has(Role.BASIC_EDUCATION, Role.SYSTEM_ADMIN)


def may_edit_people(standing: Standing) -> bool:
    """Accounts, and the roles that they hold."""
    return standing.has(Role.SYSTEM_ADMIN)


def may_edit_recusals(standing: Standing) -> bool:
    """Who keeps away from whom: the offices that send people out, their heads, and who keeps the accounts."""
    return standing.has(*SENDERS, Role.HEAD_OF_OFFICE, Role.SYSTEM_ADMIN)


def sees_menu(standing: Standing) -> bool:
    """Whether the registers stand in the menu; others reach their own organisation through a case."""
    return may_read_register(standing) or standing.has(
        Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD, Role.VENDOR_CLERK, Role.INDIVIDUAL, Role.TRAINING_UNIT
    )


def may_read_trail(standing: Standing) -> bool:
    """The audit log as a whole: read only, and nobody but the audit administrator."""
    return standing.has(Role.AUDITOR)
