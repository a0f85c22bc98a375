"""Who may repair which cases (domain.md §4): the process manager every one, a head of office those of its own office.

The process manager sees of a case what a repair is about, its number, office and steps, and none of its contents.
"""

from uuid import UUID

from django.db.models import QuerySet

from casework.cases.models import Case
from casework.cases.policies import hidden_from
from casework.organisations.models import Person, Role
from casework.organisations.standing import Standing
from casework.repairs.models import Repair
from processes.models import ProcessInstance

REPAIRERS = (Role.HEAD_OF_OFFICE, Role.PROCESS_MANAGER)


def may_repair(standing: Standing) -> bool:
    return standing.has(*REPAIRERS)


def repairable_cases(standing: Standing) -> QuerySet[Case]:
    """Cases whose way the person may see and set right, those that have ended included: their repairs stay to be read."""
    if not may_repair(standing):
        return Case.objects.none()
    found = Case.objects.exclude(instance=None).exclude(hidden_from(standing))
    # Nobody repairs what his own school or organisation has to answer.
    found = found.exclude(respondent__in=[UUID(key) for key in standing.organisations()])
    if not standing.has(Role.PROCESS_MANAGER):
        own = [UUID(office) for office in standing.organisations({Role.HEAD_OF_OFFICE})]
        found = found.filter(office__in=own)
    return found.select_related("instance__version", "office", "respondent")


def visible_repairs(standing: Standing) -> QuerySet[Repair]:
    return Repair.objects.filter(case__in=repairable_cases(standing).values("pk")).select_related(
        "case__instance__version", "case__office", "proposed_by", "settled_by"
    )


def runs(case: Case) -> bool:
    return case.instance is not None and case.instance.status == ProcessInstance.Status.RUNNING


def is_same_person(one: Person, other: Person) -> bool:
    """Accounts of one staff number are one person."""
    return one.pk == other.pk or bool(one.staff_number and one.staff_number == other.staff_number)
