"""Plan, repair, report: what the respondent hands in."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.calendar.services import meet, set_deadline
from casework.calendar.units import Unit
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.findings.models import Evidence, Finding
from casework.findings.operations.terms import PLAN
from casework.findings.services import ledger
from casework.findings.services.ledger import RECTIFY
from casework.organisations.models import Role
from casework.organisations.queries import holders
from processes import registry
from processes.registry import OperationContext

RECHECK = "recheck"


@registry.operation("findings.assign_owners", title="指定整改责任人")
def assign_owners(context: OperationContext, *, role: str) -> None:
    """Without a plan the first holder of ``role`` answers; of a vendor its clerk, of nobody the principal."""
    case = Case.objects.get(pk=context.key)
    today = local_date(context.at)
    for wanted in (role, Role.VENDOR_CLERK, Role.INDIVIDUAL, Role.PRINCIPAL):
        people = holders([wanted], case.respondent_id, today)
        if people:
            ledger.of(case).filter(state=Finding.State.REPAIRING, owner=None).update(owner=people[0])
            return


@registry.operation("findings.record_plan", title="登记整改方案")
def record_plan(context: OperationContext) -> None:
    """``items``: n, owner (person id), measure, planned_on."""
    for row in (context.submission or {}).get("items", []):
        finding = Finding.objects.get(case=context.key, ordinal=int(row["n"]))
        finding.owner_id = int(row["owner"]) if row.get("owner") else None
        finding.plan = row.get("measure") or ""
        finding.plan_date = date.fromisoformat(row["planned_on"]) if row.get("planned_on") else None
        finding.save(update_fields=["owner", "plan", "plan_date"])
    meet(holder=context.key, name=PLAN, at=context.at)


@registry.operation("findings.record_repair", title="登记整改情况与佐证")
def record_repair(context: OperationContext, *, finding: str) -> None:
    """``repair`` in words, ``before`` and ``after`` as file versions."""
    submission = context.submission or {}
    found = Finding.objects.get(pk=finding, case=context.key)
    found.repair = submission.get("repair") or ""
    if found.state not in Finding.SETTLED:
        # A review may have withdrawn it while its repair was under way.
        found.state = Finding.State.REPAIRED
    found.save(update_fields=["repair", "state"])
    for field, moment in (("before", Evidence.Moment.BEFORE), ("after", Evidence.Moment.AFTER)):
        _offer(found, submission.get(field) or [], moment, context.at)


@registry.operation("findings.submit_report", title="登记整改报告")
def submit_report(context: OperationContext, *, recheck_days: Decimal) -> None:
    """Submitted: what was due is done, the recheck begins. Sent back: the chosen findings are repaired again."""
    submission = context.submission or {}
    case = Case.objects.get(pk=context.key)
    if submission.get("outcome") == "submitted":
        for name in (RECTIFY, PLAN):
            meet(holder=case.pk, name=name, at=context.at)
        start_recheck(case, int(recheck_days), context.at)
        return
    chosen = [row for row in submission.get("returned", []) if row.get("send_back")]
    ledger.of(case).filter(ordinal__in=[int(row["n"]) for row in chosen]).update(
        state=Finding.State.REPAIRING
    )
    payload = {"findings": [{"n": row["n"], "reason": row.get("reason")} for row in chosen]}
    record(chain=case.pk, kind="findings.sent_back", at=context.at, by=context.by, payload=payload)


def start_recheck(case: Case, days: int, at: datetime) -> None:
    set_deadline(
        holder=case.pk,
        name=RECHECK,
        length=days,
        unit=Unit.WORKING,
        starts_on=local_date(at),
        at=at,
        verb="提交",
    )


def _offer(finding: Finding, versions: Sequence[Any], moment: str, at: datetime) -> None:
    """A file that was offered before stays where it was offered first."""
    Evidence.objects.bulk_create(
        [
            Evidence(finding=finding, version_id=version, moment=moment, round=finding.round, offered_at=at)
            for version in versions
        ],
        ignore_conflicts=True,
    )
