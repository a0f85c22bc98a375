"""Who sees which permits (domain.md §4.3, row “Entry case P02”, and §4.4 rules 1 and 2)."""

from django.db.models import Exists, Q, QuerySet

from casework.cases.policies import DISTRICT_READERS
from casework.organisations.models import Organisation, Role
from casework.organisations.standing import Standing
from casework.papers.policies import OWNERS
from casework.permits.models import Permit

SCHOOL_READERS = (
    Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD, Role.DUTY_LEADER, Role.LEADING_GROUP,
)  # fmt: skip


def visible_permits(standing: Standing) -> QuerySet[Permit]:
    if standing.has(*DISTRICT_READERS):
        return Permit.objects.all()
    own = Q(subject__in=standing.organisations(OWNERS))
    seen = own | Q(school__in=standing.organisations((*SCHOOL_READERS, Role.SUPERVISION)))
    if inspects := standing.organisations([Role.SUPERVISION]):
        # Who inspects for an office reads all of them, the inspector of a school those of the school (rule 4).
        offices = Organisation.objects.filter(pk__in=inspects).exclude(kind=Organisation.Kind.SCHOOL)
        seen |= Q(Exists(offices))
    return Permit.objects.filter(seen)
