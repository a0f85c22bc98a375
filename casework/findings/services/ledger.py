"""The way of findings through their ledger. Every function runs in the transaction of a step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max

from casework.calendar.models import Deadline
from casework.calendar.services import cancel, set_deadline
from casework.calendar.units import Unit
from casework.cases.models import Case, Handover
from casework.findings.codes import TEACHING, FindingCode
from casework.findings.models import Finding, FindingQuerySet
from casework.letters.services.issuing import void_issued, void_unserved
from processes.models import ProcessInstance

RECTIFY = "rectify"
MERGE_WITHIN = timedelta(days=30)
WORST = Case.Severity.URGENT


class NotReported(ValueError):
    """A finding that a message reports does not say what the ledger must know; the message is a Chinese sentence."""


def of(case: Case) -> FindingQuerySet:
    return Finding.objects.filter(case=case)


def enter_reported(*, case: Case, today: date) -> None:
    """Enter what the message that opened the case reported; nothing where the ledger has rows already.

    Raises NotReported.
    """
    told = Handover.objects.filter(case=case).values_list("payload", flat=True).first()
    if told is None or of(case).exists():
        return
    if not told.get("findings"):
        raise NotReported("没有报来要整改的问题")
    Finding.objects.bulk_create(
        _reported(case, ordinal, item, told.get("found_on"), today)
        for ordinal, item in enumerate(told["findings"], 1)
    )


def _reported(
    case: Case, ordinal: int, item: Mapping[str, Any], found_on: str | None, today: date
) -> Finding:
    code, severity = item.get("code"), item.get("severity")
    if code not in FindingCode.values:
        raise NotReported(f"报来的第 {ordinal} 个问题没有登记的问题代码")
    if not item.get("fact") or int(severity or 0) not in Case.Severity.values:
        raise NotReported(f"报来的第 {ordinal} 个问题没有写明事实或严重程度（1 至 4）")
    return Finding(
        case=case,
        ordinal=ordinal,
        code=code,
        severity=int(severity or 0),
        fact=item["fact"],
        clause=item.get("clause") or "",
        measure=item.get("measure") or "",
        found_on=date.fromisoformat(found_on) if found_on else today,
    )


def take_worst(case: Case) -> None:
    """The case is as severe as the worst of its findings, and about teaching if any of them is."""
    kept = of(case).exclude(state=Finding.State.WITHDRAWN).values_list("severity", "code")
    if not kept:
        return
    worst, teaching = max(severity for severity, _ in kept), any(code in TEACHING for _, code in kept)
    if (worst, teaching) != (case.severity, case.teaching):
        case.severity, case.teaching = worst, teaching
        case.save(update_fields=["severity", "teaching"])


def raise_severity(*, case: Case, codes: Iterable[str]) -> None:
    """One step worse, at most L4."""
    of(case).filter(code__in=list(codes), severity__lt=WORST).update(severity=F("severity") + 1)
    take_worst(case)


def merge_duplicates(*, case: Case, today: date) -> Case | None:
    """Join every finding to an open case of the same respondent and code found within 30 days (domain.md §2.12).

    Returns the earlier case, whose severity rises; None, with nothing changed, unless all findings have one.
    """
    findings = list(of(case).select_related("case"))
    pairs = [(finding, same) for finding in findings if (same := _open_duplicate(finding, today))]
    if not pairs or len(pairs) < len(findings):
        return None
    # Their steps wait meanwhile, so that none ends while findings are joined to it.
    earlier = [same.case_id for _, same in pairs]
    list(ProcessInstance.objects.select_for_update().filter(key__in=earlier).order_by("pk"))
    for finding, same in pairs:
        same.severity = (
            finding.severity if finding.severity > same.severity else min(WORST, same.severity + 1)
        )
        same.save(update_fields=["severity"])
        take_worst(same.case)
        case.merged_into = same.case
    of(case).update(state=Finding.State.MERGED)
    case.save(update_fields=["merged_into"])
    return case.merged_into


def _open_duplicate(finding: Finding, today: date) -> Finding | None:
    return (
        Finding.objects.unsettled()
        .filter(
            code=finding.code,
            case__respondent=finding.case.respondent_id,
            case__closed_at=None,
            found_on__gte=today - MERGE_WITHIN,
        )
        .exclude(case=finding.case_id)
        .select_related("case")
        .order_by("-pk")
        .first()
    )


def confirm(*, case: Case, items: Iterable[Mapping[str, Any]], today: date) -> None:
    """Rows with ``n`` revise that finding, rows without add one; a finding without row was found not to stand."""
    kept = []
    last = of(case).aggregate(last=Max("ordinal"))["last"] or 0
    for row in items:
        finding = of(case).filter(ordinal=int(row["n"])).first() if row.get("n") else None
        if finding is None:
            last += 1
            finding = Finding(case=case, ordinal=last, found_on=today)
        finding.code = row.get("code") or finding.code
        finding.severity = int(row.get("severity") or finding.severity)
        finding.fact = row.get("fact") or finding.fact
        finding.clause = row.get("clause") or finding.clause
        finding.measure = row.get("measure") or finding.measure
        finding.state = Finding.State.CONFIRMED
        finding.save()
        kept.append(finding.pk)
    of(case).exclude(pk__in=kept).update(state=Finding.State.WITHDRAWN)
    take_worst(case)


def follow_deadline(case: Case, deadlines: Sequence[Deadline]) -> None:
    """Findings show the day that the case's open rectification deadline now has."""
    standing = (Finding.State.REPAIRING, Finding.State.REPAIRED)
    for deadline in deadlines:
        if deadline.name == RECTIFY:
            of(case).filter(state__in=standing).update(due_on=deadline.due_on)


def withdraw_all(*, case: Case, at: datetime) -> None:
    """Nothing of it stands: findings are withdrawn, issued notices void, and no deadline runs on."""
    of(case).unsettled().update(state=Finding.State.WITHDRAWN)
    void_issued(case=case)
    cancel(holder=case.pk, at=at, reason="问题已撤销")


def transfer_all(*, case: Case, follow_up_on: str | None, at: datetime) -> None:
    """Others take the matter over; the follow-up date stays open after the case has ended."""
    of(case).unsettled().update(state=Finding.State.TRANSFERRED)
    void_unserved(case=case)
    cancel(holder=case.pk, at=at, reason="已移送")
    if follow_up_on:
        day = date.fromisoformat(follow_up_on)
        set_deadline(
            holder=case.pk, name="follow_up", length=0, unit=Unit.FIXED, starts_on=day, at=at, verb="移送"
        )


def close_passed(*, case: Case, today: date) -> None:
    """Findings whose repair was found good are closed one by one, whatever becomes of the others."""
    of(case).filter(state=Finding.State.PASSED).update(state=Finding.State.CLOSED, closed_on=today)


def next_round(*, case: Case, today: date) -> None:
    """What passed is closed; the rest goes another round and keeps its result and reason for the second notice."""
    close_passed(case=case, today=today)
    case.round += 1
    case.save(update_fields=["round"])
    of(case).unsettled().update(round=case.round)
