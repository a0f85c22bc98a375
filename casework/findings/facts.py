"""What expressions may know about findings, their rechecks and their closure, always fresh from the rows."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.calendar.models import Deadline
from casework.cases.clock import local_date
from casework.findings.models import Finding
from casework.findings.services.ledger import RECTIFY
from casework.organisations.models import Person
from casework.organisations.substitutions import on_record, principals
from processes import registry
from processes.models import Submission

METHODS = {"material": "材料复查", "on_site": "现场复查", "sample": "材料复查并抽查现场"}
USES = {
    "pay": "课后服务补助差异化发放", "annual": "学校年度考核", "vendor": "第三方评价", "training": "师资培训",
    "none": "不作结果运用",
}  # fmt: skip


@registry.facts("findings")
def finding_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """Withdrawn, transferred and merged findings are left out: they ask for nothing."""
    gone = (Finding.State.WITHDRAWN, Finding.State.TRANSFERRED, Finding.State.MERGED)
    found = (
        Finding.objects.filter(case_id=key)
        .exclude(state__in=gone)
        .select_related("owner")
        .order_by("ordinal")
    )
    return {"findings": [_facts(finding) for finding in found]}


def _facts(finding: Finding) -> dict[str, Any]:
    return {
        "id": str(finding.pk),
        "n": Decimal(finding.ordinal),
        "code": finding.code,
        "code_label": finding.get_code_display(),
        "severity": Decimal(finding.severity),
        "severity_label": f"L{finding.severity} {finding.get_severity_display()}",
        "fact": finding.fact,
        "clause": finding.clause,
        "measure": finding.measure,
        "owner": str(finding.owner_id) if finding.owner_id else None,
        "owner_label": str(finding.owner) if finding.owner else None,
        "plan": finding.plan,
        "repair": finding.repair,
        "state": finding.state,
        "state_label": finding.get_state_display(),
        "round": Decimal(finding.round),
        "result": finding.result or None,
        "result_label": finding.get_result_display() if finding.result else None,
        "recheck_reason": finding.recheck_reason,
        "false_evidence": finding.false_evidence,
        "due_on": finding.due_on,
    }


@registry.facts("extensions_granted")
def extension_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """How often the case was given more time because it asked, whatever notices and deadlines came since (D13)."""
    deadlines = Deadline.objects.filter(holder=key, name=RECTIFY).values_list("extensions", flat=True)
    granted = [entry for entries in deadlines for entry in entries if entry.get("granted", True)]
    return {"extensions_granted": Decimal(len(granted))}


@registry.facts("rechecks")
def recheck_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The last recheck of every finding."""
    rechecks = (
        Submission.objects.filter(instance__key=key, element_id="recheck").select_related("by").order_by("at")
    )
    last = {str(submission.item): submission for submission in rechecks}
    found = Finding.objects.filter(case_id=key, pk__in=[pk for pk in last if pk.isdigit()]).order_by(
        "ordinal"
    )
    instead = principals(submission.task_id for submission in last.values())
    return {"rechecks": [_result(finding, last[str(finding.pk)], instead) for finding in found]}


def _result(finding: Finding, submission: Submission, instead: Mapping[UUID, Person]) -> dict[str, Any]:
    values = submission.values
    checked = values.get("checked_on")
    return {
        "n": Decimal(finding.ordinal),
        "code": finding.code,
        "code_label": finding.get_code_display(),
        "result_label": finding.get_result_display() if finding.result else None,
        "method_label": METHODS.get(values.get("method") or "", ""),
        "checked_on": date.fromisoformat(checked) if checked else local_date(submission.at),
        "rechecker": on_record(submission.by, instead.get(submission.task_id)),
        "reason": values.get("reason"),
    }


@registry.facts("closure")
def closure_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """Who approved the closure, when, and what the result is used for."""
    approval = (
        Submission.objects.filter(instance__key=key, values__has_key="uses")
        .select_related("by")
        .order_by("at")
        .last()
    )
    if approval is None:
        return {"closure": None}
    return {
        "closure": {
            "approver": on_record(approval.by, principals([approval.task_id]).get(approval.task_id)),
            "approved_on": local_date(approval.at),
            "uses": [USES.get(use, use) for use in approval.values.get("uses") or []],
        }
    }
