"""Who is away in the demo, and who stands in: a head of office, a principal, and one who has come back."""

from datetime import datetime, timedelta

from casework.cases.clock import local_date
from casework.cases.policies import visible_tasks
from casework.cases.services import NotAllowed, complete_task
from casework.organisations.delegable import delegable
from casework.organisations.models import Delegation, Membership, Person, Role
from casework.organisations.services import delegate, standing_of, withdraw
from processes.models import UserTask

_DAY = timedelta(days=1)


def load_delegations(*, at: datetime) -> None:
    """As of ``at``: two that hold, one that was taken back. One task has been done in the place of another already."""
    head = _give("jjk-head", "jjk2", Role.HEAD_OF_OFFICE, at=at, days=9)
    _give("s10-principal", "s10-duty", Role.PRINCIPAL, at=at, days=4)
    back = _give("cyg-head", "cyg", Role.HEAD_OF_OFFICE, at=at, days=6)
    withdraw(delegation=back, at=at, by=back.principal)
    _do_one(head, at)


def _give(username: str, to: str, role: Role, *, at: datetime, days: int) -> Delegation:
    """From the day of ``at`` on; all that the post has to do."""
    by, day = Person.objects.get(username=username), local_date(at)
    place = Membership.objects.get(person=by, role=role).organisation_id
    return delegate(
        post=(role, str(place)), to=Person.objects.get(username=to), at=at, by=by,
        processes=[process.id for process in delegable(role, day)], first_day=day, last_day=day + days * _DAY,
    )  # fmt: skip


def _do_one(given: Delegation, at: datetime) -> None:
    """The first letter that waits for the signature of whom ``given`` stands for; none is left where he may not."""
    standing = standing_of(given.delegate, local_date(at))
    waiting = visible_tasks(standing).filter(status=UserTask.Status.OPEN, element_id="check_letter")
    for task in waiting.filter(scope=str(given.organisation_id), assignee=None).order_by("opened_at", "pk"):
        try:
            complete_task(
                task_id=task.pk, raw={"outcome": "pass"}, by=given.delegate, standing=standing, at=at
            )
        except NotAllowed:
            continue
        return
