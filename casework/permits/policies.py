"""Who sees which permits (domain.md §4.3, row “Entry case P02”, and §4.4 rules 1 and 2)."""

from django.db.models import Q, QuerySet

from casework.cases.policies import DISTRICT_READERS
from casework.organisations.models import Role
from casework.organisations.standing import Standing
from casework.papers.policies import OWNERS
from casework.permits.models import Permit

SCHOOL_READERS = (
    Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD, Role.DUTY_LEADER, Role.LEADING_GROUP,
)  # fmt: skip


def visible_permits(standing: Standing) -> QuerySet[Permit]:
    if standing.has(*DISTRICT_READERS, Role.SUPERVISION):
        return Permit.objects.all()
    own = Q(subject__in=standing.organisations(OWNERS))
    return Permit.objects.filter(own | Q(school__in=standing.organisations(SCHOOL_READERS)))
