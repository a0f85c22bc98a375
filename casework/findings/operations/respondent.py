"""Another organisation has to answer: a merger of schools, a vendor that took over."""

from collections.abc import Mapping
from typing import Any

from casework.cases.models import Case
from casework.cases.operations import RESPONDENT_ROLES
from casework.cases.services.notices import notify
from casework.cases.services.reassignment import hand_over
from casework.cases.services.trail import record
from casework.findings.services import ledger
from casework.organisations.models import Organisation
from processes import registry
from processes.registry import OperationContext


@registry.operation("cases.change_respondent", title="变更责任单位", skippable=False)
def change_respondent(
    context: OperationContext, *, organisation: str, reason: str | None = None
) -> Mapping[str, Any]:
    """Another organisation answers from now on; nobody of the old one owns a finding; deadlines run on untouched."""
    case = Case.objects.get(pk=context.key)
    old, new = case.respondent, Organisation.objects.get(pk=organisation)
    hand_over(case=case, to=new)
    ledger.of(case).unsettled().update(owner=None)
    text = f"{case.title}：改由{new.short_name}负责整改，期限不变。"
    notify(case=case, roles=RESPONDENT_ROLES, scope=str(new.pk), text=text, at=context.at)
    payload = {"from": old.name, "to": new.name, "reason": reason or ""}
    record(chain=case.pk, kind="case.respondent_changed", at=context.at, by=context.by, payload=payload)
    return {"from": str(old.pk), "to": str(new.pk)}
