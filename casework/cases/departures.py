"""Returns the tasks of whoever leaves a post to those who hold it (domain.md §4.4 rule 9)."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.audit.services import record
from casework.cases.clock import LOCAL, local_date
from casework.cases.services.rights import may_hold
from casework.jobs.declaring import job
from casework.organisations.models import Delegation, Person
from casework.organisations.standing import standing_of
from processes.models import UserTask
from processes.services import definition_of, lock_instance


def hear(person: Person, last_day: date, at: datetime, by: Person | None) -> None:
    """Leave it to a job of the day after: steps that run now lock their case before they write the person's name.

    Who stands in for the person has nothing more to do in that place either.
    """
    gone = datetime.combine(last_day + timedelta(days=1), time(0), LOCAL)
    later = return_tasks.using(run_after=gone) if gone > at else return_tasks
    given = Delegation.objects.filter(principal=person, revoked_at=None, ends_on__gt=last_day)
    for one in {person.pk, *given.values_list("delegate", flat=True)}:
        later.enqueue(person_id=one, by=by.pk if by else None, at=max(gone, at).isoformat())


@job(title=_("离岗人员的待办退回岗位"), atomic=False, lease=timedelta(minutes=10))
def return_tasks(person_id: int, by: int | None, at: str) -> None:
    """Put back every open task that the person has and, as he stands at ``at``, may not hold. Doing it twice is harmless."""
    person, moment = Person.objects.get(pk=person_id), datetime.fromisoformat(at)
    author = None if by is None else Person.objects.get(pk=by)
    held = UserTask.objects.open().filter(assignee=person)
    for instance_id in held.order_by("instance").values_list("instance", flat=True).distinct():
        with transaction.atomic():
            instance = lock_instance(instance_id)
            definition, standing = definition_of(instance.version), standing_of(person, local_date(moment))
            for row in held.filter(instance=instance).order_by("pk"):
                element = definition.processes[row.process_id].elements[row.element_id]
                if may_hold(row, element, standing):
                    continue
                UserTask.objects.filter(pk=row.pk).update(assignee=None, claimed_at=None)
                told = {"task": str(row.pk), "person": str(person), "name": row.name, "name_en": row.name_en}
                record(chain=instance.key, kind="task.returned", at=moment, by=author, payload=told)
