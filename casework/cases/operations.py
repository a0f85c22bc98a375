"""What a diagram may do with a case."""

from collections.abc import Mapping
from typing import Any

from casework.audit.services import record
from casework.cases.models import Case, Notice
from casework.organisations.models import Organisation
from processes import registry
from processes.registry import OperationContext


@registry.operation("cases.remind", title="提醒")
def remind(context: OperationContext, *, roles: str, scope: str, text: str) -> None:
    """Leave a notice for the holders of ``roles`` (ids between blanks) in the organisation ``scope``."""
    Notice.objects.create(
        case_id=context.key, roles=f" {roles} ", scope=scope, text=text, sent_at=context.at
    )
    record(chain=context.key, kind="case.reminded", at=context.at, by=None, payload={"text": text, "roles": roles})


@registry.operation("cases.change_respondent", title="变更责任单位")
def change_respondent(context: OperationContext, *, message: str = "respondent_changed") -> Mapping[str, Any]:
    """Give the case another respondent without resetting the clock; the message's payload names it."""
    case = Case.objects.get(pk=context.key)
    new = Organisation.objects.get(pk=context.data[message]["respondent"])
    old, case.respondent = case.respondent, new
    case.save(update_fields=["respondent"])
    payload = {"from": old.name, "to": new.name}
    record(chain=case.pk, kind="case.respondent_changed", at=context.at, by=context.by, payload=payload)
    return payload
