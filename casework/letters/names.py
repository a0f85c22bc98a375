"""What a letter of a case may name: its facts in words, the respondent, the office, earlier letters."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from casework.cases.facts import case_facts, deadline_facts, time_facts
from casework.cases.models import Case
from casework.findings.facts import finding_facts
from casework.findings.models import Finding
from casework.letters.models import Letter
from casework.organisations.models import Organisation
from processes import feel


def letter_names(*, case: Case, letter: Letter, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """FEEL values by name, for ``Composer``; engine data such as ``terms`` are included."""
    first = case.letters.filter(definition="OD-03").exclude(number="").order_by("pk").first()  # type: ignore[attr-defined]
    return {
        **{name: feel.from_json(value) for name, value in data.items()},
        **case_facts(case.pk, at),
        **deadline_facts(case.pk, at),
        **time_facts(case.pk, at),
        "findings": [
            {**facts, **_in_words(finding)}
            for facts, finding in zip(
                finding_facts(case.pk, at)["findings"], case.findings.order_by("ordinal"), strict=True
            )
        ],
        "respondent": _organisation(case.respondent),
        "office": _organisation(case.office),
        "issuer": case.district.name,
        "source_label": case.get_source_display(),
        "severity_label": case.get_severity_display(),
        "round": Decimal(case.round),
        "first_notice": {"number": first.number, "issued_on": first.issued_on} if first else None,
        "additions": {name: feel.from_json(value) for name, value in letter.additions.items()},
    }


def _organisation(organisation: Organisation) -> dict[str, str]:
    return {"name": organisation.name, "short_name": organisation.short_name}


def _in_words(finding: Finding) -> dict[str, Any]:
    return {
        "code_label": finding.get_code_display(),
        "severity_label": f"L{finding.severity} {finding.get_severity_display()}",
        "state_label": finding.get_state_display(),
        "result_label": finding.get_result_display() if finding.result else None,
        "owner_label": str(finding.owner) if finding.owner else None,
    }
