"""What a diagram may do with a change of instructor (P18)."""

from collections.abc import Mapping
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.filings.models import Filing
from casework.filings.services import accepting, depositing
from casework.permits import swapping
from casework.permits.models import Swap
from casework.permits.services import permits, scheduling
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext

SESSIONS = "register_sessions"
SUBJECT = "师资变更备案"


@registry.operation("permits.propose_swap", title="登记更换申请（DT-248）", skippable=False)
def propose_swap(context: OperationContext) -> None:
    """Keep who leaves, who enters, why, from when, and whether for good or for a few lessons."""
    case = Case.objects.get(pk=context.key)
    swap = swapping.propose(case=case, values=context.submission or {}, today=local_date(context.at))
    payload = {"kind": str(swap.get_kind_display()), "from": swap.from_day, "permit": swap.permit.number}
    record(chain=case.pk, kind="swap.proposed", at=context.at, by=context.by, payload=payload)


@registry.operation("permits.count_sessions", title="清点代课课次", skippable=False)
def count_sessions(context: OperationContext) -> Mapping[str, Any]:
    """``sessions``, their ``days`` and the ``earliest`` of them; null where no day was given."""
    swap = Swap.objects.get(pk=context.key)
    named = swapping.lessons(swap.permit, (context.submission or {}).get("courses"))
    days = sorted({day for _, day in named})
    return {"sessions": len(named), "days": days, "earliest": min(days, default=None)}


@registry.operation("permits.plan_substitutes", title="安排临时代课", skippable=False)
def plan_substitutes(context: OperationContext) -> None:
    """Plan every lesson that was registered; the database refuses those that the permit or the person does not allow."""
    swap = Swap.objects.select_related("permit__application", "entering").get(pk=context.key)
    said = Submission.objects.filter(instance=context.instance_id, element_id=SESSIONS).latest("at", "pk")
    for course, day in swapping.lessons(swap.permit, said.values.get("courses")):
        for planned in course.sessions.filter(held_on=day, state="PLANNED"):
            scheduling.cancel(session=planned, reason="临时代课", at=context.at, by=said.by)
        scheduling.plan(
            permit=swap.permit,
            course=course,
            instructor=swap.entering,
            held_on=day,
            is_substitute=True,
            by=said.by,
            at=context.at,
        )
    _settle(context, swap, Swap.State.DONE)


@registry.operation("permits.swap", title="变更备案并更换许可人员", skippable=False)
def swap_people(context: OperationContext, *, forms: list[str] | None = None) -> Mapping[str, Any]:
    """File the change beside the first filing, and put the new person on the permit in place of the old.

    ``forms`` are those of who asked for it and who looked at it.
    """
    swap = Swap.objects.select_related("permit__filing", "case", "leaving", "entering").get(pk=context.key)
    depositing.freeze(
        case=swap.case,
        subject=SUBJECT,
        forms=forms or (),
        filer=swap.permit.school,
        particulars=_particulars(swap),
        by=context.by,
        at=context.at,
    )
    filed = accepting.accept_apart(
        case=swap.case,
        subject=SUBJECT,
        kind=Filing.Kind.CHANGE,
        changes=swap.permit.filing,
        by=context.by,
        at=context.at,
    )
    permits.swap(
        permit=swap.permit,
        out=swap.leaving,
        into=swap.entering,
        from_day=swap.from_day,
        at=context.at,
        by=context.by,
    )
    swap.filing = filed
    swap.save(update_fields=["filing"])
    _settle(context, swap, Swap.State.DONE)
    return {"filing": filed.number}


@registry.operation("permits.refuse_swap", title="登记不同意更换")
def refuse_swap(context: OperationContext) -> None:
    """Nothing where nothing was proposed."""
    swap = Swap.objects.filter(pk=context.key).first()
    if swap is not None:
        _settle(context, swap, Swap.State.REFUSED)


def _settle(context: OperationContext, swap: Swap, state: str) -> None:
    swap.state = state
    swap.save(update_fields=["state"])
    payload = {"result": str(swap.get_state_display()), "permit": swap.permit.number}
    record(chain=context.key, kind="swap.settled", at=context.at, by=context.by, payload=payload)


def _particulars(swap: Swap) -> Mapping[str, Any]:
    """What the change is filed with beside its forms; people by name and masked number, papers by their hash."""
    return {
        "permit": swap.permit.number,
        "changes": swap.permit.filing.number,
        "leaving": {"name": swap.leaving.name, "id": swap.leaving.id_masked},
        "entering": {"name": swap.entering.name, "id": swap.entering.id_masked},
        "from": swap.from_day.isoformat(),
        "reason": swap.reason,
        "papers": [
            {"type": line.type_code, "sha256": line.paper.version.sha256}
            for line in swap.case.requirements.select_related("paper").order_by("ordinal")
            if line.paper is not None and line.paper.version is not None
        ],
    }
