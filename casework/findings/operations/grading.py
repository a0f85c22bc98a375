"""What was seen at a visit becomes findings with a severity, by the table of the process (D10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.findings.codes import FindingCode
from casework.findings.models import Finding
from processes import feel, registry
from processes.models import ProcessInstance
from processes.registry import OperationContext
from processes.services import decide_each

REPEATED_WITHIN = timedelta(days=30)
GONE = (Finding.State.WITHDRAWN, Finding.State.TRANSFERRED)


# What a table of severities reads is given by the operation that asks it; elsewhere there is no such thing.
@registry.facts("fault")
def no_fault(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"fault": None}


@registry.function("finding label")
def finding_label(code: object) -> str | None:
    """What a finding code stands for; null for what is none."""
    return FindingCode(code).label if code in FindingCode.values else None


@registry.operation("findings.grade", title="问题定级", skippable=False)
def grade(
    context: OperationContext, *, table: str, items: list[Any] | None, danger: bool = False
) -> Mapping[str, Any]:
    """Ask ``table`` about each of ``items`` (contexts with ``code`` and ``fact``) as ``fault``, which also knows whether
    the code was found at the respondent within 30 days, and whether there is ``danger``.

    ``items``: the same, numbered ``n`` from 1, with ``severity`` and ``route``; ``worst``: the highest severity, 0 for none.
    """
    case = Case.objects.select_related("respondent").get(pk=context.key)
    known = _known(case, context.at)
    faults = [_fault(item, known, danger=danger) for item in items or []]
    graded = _decided(context, table, faults) if faults else []
    return {"items": graded, "worst": max((item["severity"] for item in graded), default=0)}


def _known(case: Case, at: datetime) -> frozenset[str]:
    """Codes that were found at the respondent in the last 30 days."""
    today = local_date(at)
    earlier = Finding.objects.filter(
        case__respondent=case.respondent_id, found_on__gte=today - REPEATED_WITHIN, found_on__lte=today
    ).exclude(state__in=GONE)
    return frozenset(earlier.exclude(case=case).values_list("code", flat=True))


def _fault(item: Mapping[str, Any], known: frozenset[str], *, danger: bool) -> dict[str, Any]:
    plain: dict[str, Any] = feel.to_json(dict(item))
    return {**plain, "repeated": plain.get("code") in known, "danger": danger}


def _decided(
    context: OperationContext, table: str, faults: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    results = decide_each(
        instance=ProcessInstance.objects.select_related("version").get(pk=context.instance_id),
        table=table,
        data=[{"fault": fault, "about": f"{fault.get('code')} {fault.get('fact')}"[:80]} for fault in faults],
        at=context.at,
        process_id=context.process_id,
        element_id=context.element_id,
    )
    return [
        {
            **{name: value for name, value in fault.items() if name != "danger"},
            "n": place,
            "severity": int(Decimal(str(result["severity"]))),
            "route": result["route"],
        }
        for place, (fault, result) in enumerate(zip(faults, results, strict=True), 1)
    ]
