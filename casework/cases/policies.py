"""Which cases a person may see (domain.md §4.3 and §4.4): every query of a screen starts here."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.organisations.models import Organisation, Role
from casework.organisations.standing import Standing
from processes.models import UserTask

# Offices that read every rectification of their district, and the leadership.
DISTRICT_READERS = {
    Role.DEPUTY_DIRECTOR,
    Role.DIRECTOR,
    Role.BASIC_EDUCATION,
    Role.HEAD_OF_OFFICE,
    Role.ADULT_PRESCHOOL,
    Role.ACTIVITY_CENTRE,
    Role.SUPERVISION,
    Role.TEACHER_DEVELOPMENT,
}
# Those who see the whole of what concerns their own school or organisation.
RESPONDENT_READERS = {
    Role.PRINCIPAL,
    Role.AFTER_SCHOOL_LEAD,
    Role.LEADING_GROUP,
    Role.SCHOOL_FINANCE,
    Role.VENDOR_CLERK,
}

# Who works in the bureau and keeps his part in a case, whoever must answer it later.
OFFICERS = frozenset(role for role in Role if role < Role.PRINCIPAL)


def visible_cases(standing: Standing) -> QuerySet[Case]:
    """Cases that the person of ``standing`` may read.

    District offices and the leadership read their district, a school or vendor what it must answer; anybody
    else only the cases in which he has, had or could take a task, while he belongs to who had it to do; a school that
    a case was taken from sees it no more. Administrators and auditors see none.
    """
    district = standing.organisations(DISTRICT_READERS)
    own = standing.organisations(RESPONDENT_READERS)
    seen = Q(respondent__in=own) | Q(instance__in=_waiting(standing).values("instance"))
    seen |= Q(instance__in=_done(standing, OFFICERS).values("instance"))
    seen |= Q(instance__in=_done(standing).values("instance"), respondent__in=standing.organisation_ids)
    if district:
        # An office belongs to the district that is its parent; the bureau is its own district.
        parents = Organisation.objects.filter(pk__in=district).values("parent")
        seen |= Q(district__in=district) | Q(district__in=parents)
    return Case.objects.filter(seen)


def _waiting(standing: Standing) -> QuerySet[UserTask]:
    offered = UserTask.objects.open().for_candidates(standing.pairs).filter(assignee=None)
    mine = Q(assignee=standing.person, scope__in=standing.organisations())
    return UserTask.objects.open().filter(mine | Q(pk__in=offered.values("pk")))


def _done(standing: Standing, roles: Iterable[str] | None = None) -> QuerySet[UserTask]:
    return UserTask.objects.filter(completed_by=standing.person, scope__in=standing.organisations(roles))
