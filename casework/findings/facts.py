"""What expressions may know about findings and deadlines of a case, always fresh from their rows."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.findings.models import Finding
from processes import registry


@registry.facts("findings")
def finding_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"findings": [_facts(finding) for finding in Finding.objects.filter(case_id=key).order_by("ordinal")]}


def _facts(finding: Finding) -> dict[str, Any]:
    return {
        "id": str(finding.pk),
        "n": Decimal(finding.ordinal),
        "code": finding.code,
        "severity": Decimal(finding.severity),
        "fact": finding.fact,
        "clause": finding.clause,
        "measure": finding.measure,
        "owner": str(finding.owner_id) if finding.owner_id else None,
        "state": finding.state,
        "round": Decimal(finding.round),
        "result": finding.result or None,
        "recheck_reason": finding.recheck_reason,
        "false_evidence": finding.false_evidence,
        "due_on": finding.due_on,
    }
