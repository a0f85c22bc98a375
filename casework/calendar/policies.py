"""Who may change the calendar: the basic education office and the process manager (domain.md §4.2)."""

from datetime import date

from casework.organisations.models import Person, Role

KEEPERS = (Role.BASIC_EDUCATION, Role.PROCESS_MANAGER)


def may_change_calendar(person: Person, day: date) -> bool:
    return person.memberships.active_on(day).with_roles(KEEPERS).exists()
