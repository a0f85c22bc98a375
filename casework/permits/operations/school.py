"""What the school does itself: verification complete, interview, approval."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from casework.cases.clock import local_date
from casework.cases.services.trail import record
from casework.permits import applications
from casework.permits.models import Application
from casework.policy.values import value_of
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext

# Appendix D.6 of domain.md: 100 points in all.
ITEMS: Mapping[str, int] = {
    "identity": 10, "ethics": 15, "skill": 25, "lesson": 25, "safety": 15, "plan": 10,
}  # fmt: skip
LEADERS = ("school_leader", "middle_leader")


@registry.operation("permits.complete_verification", title="材料核实完成", skippable=False)
def complete_verification(context: OperationContext) -> None:
    """All originals were seen: from now on the people are those whose papers they were. I-2 reads the time."""
    application = Application.objects.get(pk=context.key)
    application.verified_at = context.at
    application.save(update_fields=["verified_at"])
    applications.take_roster(application)


@registry.operation("permits.record_interview", title="登记面审记录（DT-203）", skippable=False)
def record_interview(context: OperationContext) -> Mapping[str, Any]:
    """``members`` with their scores, ``veto`` items: gives ``mean``, ``quorate``, ``veto`` and ``attempt`` for D05.

    An attempt without quorum is none. Whoever saves it is the chair.
    """
    submission = context.submission or {}
    members = submission.get("members") or []
    held = Submission.objects.filter(instance=context.instance_id, element_id=context.element_id)
    least = value_of("PRM_INTERVIEW_MIN", on=local_date(context.at))
    quorate = is_quorate(members, least)
    panels = [said.get("members") or [] for said in held.values_list("values", flat=True)]
    valid = [panel for panel in panels if is_quorate(panel, least)]
    return {
        "mean": float(mean_score(members)),
        "members": len(members),
        "quorate": quorate,
        "veto": bool(submission.get("veto")),
        "attempt": len(valid),
    }


@registry.operation("permits.accept_interview", title="登记面审通过", skippable=False)
def accept_interview(context: OperationContext) -> None:
    """I-2 reads the time."""
    Application.objects.filter(pk=context.key).update(interviewed_at=context.at)


@registry.operation("permits.approve", title="登记校内审定", skippable=False)
def approve(context: OperationContext) -> None:
    """Nothing where the principal does not agree."""
    outcome = (context.submission or {}).get("outcome")
    if outcome == "approved":
        Application.objects.filter(pk=context.key).update(approved_at=context.at)
    record(
        chain=context.key,
        kind="entry.school_decided",
        at=context.at,
        by=context.by,
        payload={
            "outcome": "同意" if outcome == "approved" else "不同意",
            "outcome_en": "agreed" if outcome == "approved" else "not agreed",
        },
    )


def is_quorate(members: Sequence[Mapping[str, Any]], least: int) -> bool:
    """At least so many members (PRM_INTERVIEW_MIN), one of them 校级 or 中层 and one a teacher of a subject."""
    positions = [member.get("position") for member in members]
    return len(members) >= least and any(p in LEADERS for p in positions) and "subject_teacher" in positions


def mean_score(members: Sequence[Mapping[str, Any]]) -> Decimal:
    """The mean of the members' sums, to two places; 0 of nobody."""
    if not members:
        return Decimal(0)
    total = sum((Decimal(str(m.get(item) or 0)) for m in members for item in ITEMS), Decimal(0))
    return (total / len(members)).quantize(Decimal("0.01"))
