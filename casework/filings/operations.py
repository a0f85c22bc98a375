"""What a diagram may do with a filing while it is under review. Silence is no opinion."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.calendar.services import meet
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.filings.digest import FINGERPRINT
from casework.filings.opinions import OPINIONS
from casework.filings.services import accepting, comparing, depositing
from casework.papers.models import Requirement
from casework.papers.services import verification
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext


@registry.operation("filings.give_opinion", title="登记备案审查意见（DT-209）", skippable=False)
def give_opinion(context: OperationContext, *, deadline: str | None = None) -> Mapping[str, Any]:
    """``outcome`` for D06b, ``round`` of this office. Returned: the chosen papers go back, the rest stays accepted."""
    submission = context.submission or {}
    outcome = submission["outcome"]
    if outcome == "returned":
        _give_back(context, submission)
    if deadline is not None:
        meet(holder=context.key, name=deadline, at=context.at)
    zh, en = OPINIONS[outcome]
    record(
        chain=context.key,
        kind="filing.opinion",
        at=context.at,
        by=context.by,
        payload={"opinion": zh, "opinion_en": en},
    )
    office = context.element_id.removesuffix("_late")
    given = Submission.objects.filter(
        instance=context.instance_id, element_id__in=(office, f"{office}_late")
    ).count()
    return {"outcome": outcome, "round": given}


@registry.operation("filings.submit", title="提交备案并存证", skippable=False)
def submit(
    context: OperationContext, *, subject: str, forms: list[str], deadline: str | None = None
) -> Mapping[str, Any]:
    """Freeze the latest of the named ``forms`` and their files; ``deadline`` is the one of the case that this answers."""
    case = Case.objects.select_related("respondent").get(pk=context.key)
    made = depositing.hand_in(
        case=case, subject=subject, forms=forms, deadline=deadline, by=context.by, at=context.at
    )
    return {"round": made.round, "late_days": made.late_days, "fingerprint": made.sha256[:FINGERPRINT]}


@registry.operation("filings.compare", title="与其他单位的备案文本比对", skippable=False)
def compare(context: OperationContext, *, subject: str, text: str | None, field: str) -> Mapping[str, Any]:
    """``percent`` to the nearest text of another unit; whose it is stays with the office (fact ``likeness``)."""
    case = Case.objects.select_related("respondent").get(pk=context.key)
    found = comparing.compare(case=case, subject=subject, text=text or "", field=field, at=context.at)
    return {"percent": found.percent, "compared": found.compared}


@registry.operation("filings.accept", title="准予备案", skippable=False)
def accept(
    context: OperationContext,
    *,
    subject: str,
    timeliness: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Mapping[str, Any]:
    """File what was handed in last; one that follows another of the same unit and subject changes that one."""
    filed = accepting.accept(
        case=Case.objects.get(pk=context.key),
        subject=subject,
        timeliness=timeliness or "",
        valid_from=valid_from,
        valid_to=valid_to,
        by=context.by,
        at=context.at,
    )
    return {"filing": filed.number, "changes": filed.changes.number if filed.changes else None}


@registry.operation("filings.deem_recorded", title="逾期视为已登记", skippable=False)
def deem_recorded(context: OperationContext) -> Mapping[str, Any]:
    """Path D is only recorded, and nobody objected in time (G-26)."""
    payload = {"opinion": "逾期未答复，视为已登记", "opinion_en": "no answer in time: deemed recorded"}
    record(chain=context.key, kind="filing.opinion", at=context.at, by=None, payload=payload)
    return {"outcome": "recorded", "round": 1}


def _give_back(context: OperationContext, submission: Mapping[str, Any]) -> None:
    for row in submission.get("returned") or []:
        if row.get("send_back"):
            line = Requirement.objects.get(pk=int(row["id"]), case=context.key)
            # The other office may have sent it back already.
            if line.state != Requirement.State.RETURNED:
                reason = row.get("reason") or submission.get("reasons") or "请更正后重新提交"
                verification.give_back(requirement=line, reason=reason, by=context.by, at=context.at)
