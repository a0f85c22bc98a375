"""Plan, repair, recheck: what people hand in for single findings."""

from datetime import date, datetime
from typing import Any

from casework.cases.models import Case
from casework.findings.models import Evidence, Finding
from casework.organisations.models import Membership, Role
from processes import registry
from processes.registry import OperationContext


@registry.operation("findings.record_plan", title="登记整改方案")
def record_plan(context: OperationContext) -> None:
    """Rows of ``finding``, ``owner``, ``plan``, ``plan_date``."""
    for row in (context.submission or {}).get("rows", []):
        finding = Finding.objects.get(pk=row["finding"], case=context.key)
        finding.owner_id = int(row["owner"]) if row.get("owner") else None
        finding.plan = row.get("plan") or ""
        finding.plan_date = date.fromisoformat(row["plan_date"]) if row.get("plan_date") else None
        finding.save(update_fields=["owner", "plan", "plan_date"])


@registry.operation("findings.assign_default_owner", title="指定课后服务负责人整改")
def assign_default_owner(context: OperationContext) -> None:
    """Without a plan the respondent's after-school lead answers for every finding; the lane takes it otherwise."""
    case = Case.objects.get(pk=context.key)
    lead = (
        Membership.objects.active_on(context.at.date())
        .filter(organisation=case.respondent_id, role__in=[Role.AFTER_SCHOOL_LEAD, Role.VENDOR_CLERK])
        .order_by("pk")
        .first()
    )
    if lead is not None:
        case.findings.unsettled().filter(owner=None).update(owner=lead.person_id)  # type: ignore[attr-defined]


@registry.operation("findings.record_repair", title="登记整改情况与佐证")
def record_repair(context: OperationContext, *, finding: str) -> None:
    """``repair`` in words, ``before`` and ``after`` as file versions."""
    submission = context.submission or {}
    found = Finding.objects.get(pk=finding, case=context.key)
    found.repair = submission.get("repair") or ""
    found.state = Finding.State.REPAIRED
    found.save(update_fields=["repair", "state"])
    for field, moment in (("before", Evidence.Moment.BEFORE), ("after", Evidence.Moment.AFTER)):
        _offer(found, submission.get(field) or [], moment, context.at)


@registry.operation("findings.record_recheck", title="登记复查结果")
def record_recheck(context: OperationContext, *, finding: str) -> None:
    """``result`` (pass, partial, fail), ``reason``, ``false_evidence``."""
    submission = context.submission or {}
    found = Finding.objects.get(pk=finding, case=context.key)
    found.result = submission["result"]
    found.recheck_reason = submission.get("reason") or ""
    found.false_evidence = bool(submission.get("false_evidence"))
    if found.result == Finding.Result.PASS:
        found.state = Finding.State.PASSED
    found.save(update_fields=["result", "recheck_reason", "false_evidence", "state"])


def _offer(finding: Finding, versions: list[Any], moment: str, at: datetime) -> None:
    Evidence.objects.bulk_create(
        Evidence(finding=finding, version_id=version, moment=moment, round=finding.round, offered_at=at)
        for version in versions
    )
