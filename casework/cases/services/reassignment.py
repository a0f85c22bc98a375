"""Hands a case to another respondent."""

from casework.cases.models import Case
from casework.organisations.models import Organisation
from processes.models import UserTask


def hand_over(*, case: Case, to: Organisation) -> None:
    """Move the respondent's open tasks with the case; whoever held one there has it no more."""
    UserTask.objects.open().filter(instance__key=case.pk, scope=str(case.respondent_id)).update(
        scope=str(to.pk), assignee=None, claimed_at=None
    )
    case.respondent = to
    case.save(update_fields=["respondent"])
