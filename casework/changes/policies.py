"""Who may read and who may edit changes (domain.md §2.26, §4.3 last row)."""

from django.db.models import QuerySet

from casework.changes.models import ChangeSet
from casework.organisations.models import Role
from casework.organisations.standing import Standing
from casework.policy.policies import KEEPER, may_read_configuration


def may_read_changes(standing: Standing) -> bool:
    """Offices and leadership of the bureau, the process manager, and who audits them."""
    return may_read_configuration(standing) or standing.has(Role.AUDITOR)


def visible_changes(standing: Standing) -> QuerySet[ChangeSet]:
    return ChangeSet.objects.all() if may_read_changes(standing) else ChangeSet.objects.none()


def may_open(standing: Standing) -> bool:
    return standing.has(KEEPER)


def may_edit(standing: Standing, change: ChangeSet) -> bool:
    """The process manager, as long as it was not handed in."""
    return may_open(standing) and change.is_open
