"""What offices may say of a filing, how the timeline says it, and what was said last by each."""

from typing import Any
from uuid import UUID

from casework.audit.kinds import register
from casework.cases.clock import local_date
from casework.organisations.models import Organisation
from processes.models import ProcessInstance, Submission, UserTask
from processes.services import definition_of

OPINIONS = {
    "agreed": ("同意", "agreed"),
    "returned": ("退回补正", "returned for mending"),
    "refused": ("不同意", "refused"),
    "recorded": ("已登记", "recorded"),
}
GIVING = "filings.give_opinion"
register(
    "filing.opinion",
    "备案审查意见：{opinion}",
    "Opinion on the filing: {opinion}",
    name=("备案审查意见", "Opinion"),
)


def opinions_of(key: UUID) -> list[dict[str, Any]]:
    """The last opinion of each office on the filing of the case: {office, result, reasons, on}.

    Opinions are what was said at the steps that give one (``filings.give_opinion``).
    """
    instance = ProcessInstance.objects.select_related("version").filter(key=key).first()
    if instance is None:
        return []
    elements = definition_of(instance.version).elements()
    steps = {element.id for element in elements if element.operation and element.operation.name == GIVING}
    said = list(Submission.objects.filter(instance=instance, element_id__in=steps).order_by("at", "pk"))
    offices = _offices(said)
    last = {offices.get(one.task_id, one.element_id): one for one in said}
    return [_opinion(office, one) for office, one in last.items()]


def _offices(said: list[Submission]) -> dict[UUID, str]:
    """Names of the offices whose task it was, by task."""
    scopes = dict(UserTask.objects.filter(pk__in=[o.task_id for o in said]).values_list("pk", "scope"))
    names = {
        str(pk): name
        for pk, name in Organisation.objects.filter(pk__in=set(scopes.values())).values_list(
            "pk", "short_name"
        )
    }
    return {task: names[scope] for task, scope in scopes.items() if scope in names}


def _opinion(office: str, said: Submission) -> dict[str, Any]:
    outcome = said.values.get("outcome") or ""
    return {
        "office": office,
        "result": OPINIONS.get(outcome, (outcome, outcome))[0],
        "reasons": said.values.get("reasons") or said.values.get("opinion") or "",
        "on": local_date(said.at),
    }
