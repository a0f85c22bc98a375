"""The way of findings through their ledger. Every function runs in the transaction of a step."""

from datetime import date, timedelta

from django.db.models import F, Max

from casework.cases.models import Case
from casework.findings.models import Finding

MERGE_WITHIN = timedelta(days=30)
RECURS_WITHIN = timedelta(days=90)
WORST = Case.Severity.URGENT


def merge_duplicates(*, case: Case, today: date) -> Case | None:
    """Join findings to an open case of the same respondent and code within 30 days, raising severity there.

    Returns the earlier case when every finding of ``case`` went into one (domain.md §2.12 step 1), else None.
    """
    earlier: Case | None = None
    for finding in case.findings.all():
        same = _open_duplicate(finding, today)
        if same is None:
            continue
        Finding.objects.filter(pk=same.pk, severity__lt=WORST).update(severity=F("severity") + 1)
        finding.state = Finding.State.MERGED
        finding.save(update_fields=["state"])
        take_worst(same.case)
        earlier = same.case
    if earlier is None or case.findings.exclude(state=Finding.State.MERGED).exists():
        return None
    case.merged_into = earlier
    case.save(update_fields=["merged_into"])
    return earlier


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


def count_recurrences(*, case: Case, today: date) -> int:
    """How often a code of this case was closed at the same respondent in the last 90 days (D14 row 9)."""
    closed = (
        Finding.objects.filter(
            case__respondent=case.respondent_id,
            state=Finding.State.CLOSED,
            closed_on__gte=today - RECURS_WITHIN,
            code__in=case.findings.values("code"),
        )
        .exclude(case=case)
        .values("code", "case")
        .distinct()
    )
    counts: dict[str, int] = {}
    for row in closed:
        counts[row["code"]] = counts.get(row["code"], 0) + 1
    return max(counts.values(), default=0)


def raise_severity(*, case: Case) -> None:
    """One step worse for every finding, for a fault that came back."""
    case.findings.filter(severity__lt=WORST).update(severity=F("severity") + 1)
    take_worst(case)


def take_worst(case: Case) -> None:
    """The case is as severe as the worst of its findings."""
    worst = case.findings.exclude(state=Finding.State.WITHDRAWN).aggregate(worst=Max("severity"))["worst"]
    if worst is not None and worst != case.severity:
        case.severity = worst
        case.save(update_fields=["severity"])


def settle_all(*, case: Case, state: Finding.State) -> None:
    """Withdraw or transfer whatever is not settled."""
    case.findings.unsettled().update(state=state)  # type: ignore[attr-defined]


def close_passed(*, case: Case, today: date) -> None:
    """Findings whose repair was found good are closed one by one, whatever becomes of the others."""
    case.findings.filter(state=Finding.State.PASSED).update(state=Finding.State.CLOSED, closed_on=today)


def next_round(*, case: Case, today: date) -> None:
    """What passed is closed; the rest goes another round."""
    close_passed(case=case, today=today)
    case.round += 1
    case.save(update_fields=["round"])
    case.findings.unsettled().update(  # type: ignore[attr-defined]
        round=case.round, state=Finding.State.CONFIRMED, result="", false_evidence=False
    )
