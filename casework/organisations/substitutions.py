"""Who did which task for whom, and how that is said: 李四（代张三）."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.organisations.models import Delegation, Person, Substitution

# How long whoever was substitute is still told that it is over.
_REMEMBERED = timedelta(days=30)


def principals(tasks: Iterable[UUID]) -> dict[UUID, Person]:
    """In whose place each of ``tasks`` was done, in one statement; tasks that were done in one's own right are left out."""
    found = Substitution.objects.filter(task__in=list(tasks)).select_related("delegation__principal")
    return {row.task: row.delegation.principal for row in found}


def done_for(person: Person, case: UUID) -> QuerySet[Substitution]:
    """What others did in the case for the human being ``person``, whichever of his accounts he gave it from."""
    return Substitution.objects.filter(case=case, delegation__principal__in=Person.objects.same_as(person))


def in_place_of(by: str, principal: Person | str | None) -> str:
    """``by`` alone where he did it in his own right."""
    if not principal:
        return by
    return _("%(by)s（代%(principal)s）") % {"by": by, "principal": principal}


def on_record(by: Person, principal: Person | None) -> str:
    """The same in Chinese by post, for letters, filings and packs, whatever the reader's language."""
    return f"{by}（代{principal}）" if principal is not None else str(by)


def lapsed(
    *, person: Person, roles: Collection[str], scope: str, process: str, day: date
) -> Delegation | None:
    """The newest delegation that would have let ``person`` do such a task, had it not ended."""
    found = Delegation.objects.filter(
        delegate=person, role__in=list(roles), processes__contains=f" {process} ",
        starts_on__lte=day, ends_on__gte=day - _REMEMBERED,
    )  # fmt: skip
    for one in found.select_related("principal").order_by("-ends_on", "-pk"):
        if str(one.organisation_id) == scope:
            return one
    return None
