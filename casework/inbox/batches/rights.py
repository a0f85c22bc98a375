"""Who sees which batches, and who may have what failed tried again."""

from django.db.models import Q, QuerySet

from casework.cases.models import Batch
from casework.cases.policies import DISTRICT_READERS, OFFICERS
from casework.organisations.models import Organisation, Role
from casework.organisations.standing import Standing

# Those who work in an office; keeping the system or auditing it opens nothing.
WORKERS = OFFICERS - {Role.PROCESS_MANAGER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR}


def may_see_batches(standing: Standing) -> bool:
    return bool(standing.organisations(WORKERS))


def visible_batches(standing: Standing) -> QuerySet[Batch]:
    """Of the own office, and of the whole district for those who read its cases; what one began oneself."""
    readers = standing.organisations(DISTRICT_READERS)
    parents = Organisation.objects.filter(pk__in=readers).values("parent")
    seen = Q(district__in=readers) | Q(district__in=parents) | Q(by=standing.person)
    return Batch.objects.filter(seen | Q(office__in=standing.organisations(WORKERS)))


def may_try_again(batch: Batch, standing: Standing) -> bool:
    """The office in charge, and who began it."""
    own = str(batch.office_id) in standing.organisations(WORKERS)
    return own or batch.by_id == standing.person.pk
