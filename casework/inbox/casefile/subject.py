"""The finding that one task of many is about."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from casework.findings.models import Finding
from processes.models import UserTask


def names_finding(item: Any, finding: Finding) -> bool:
    """Loops run over the ordinals of findings, or over findings as expressions know them."""
    key = item.get("n", item.get("id")) if isinstance(item, dict) else item
    return key is not None and str(key) in {str(finding.ordinal), str(finding.pk)}


def subjects(tasks: Iterable[UserTask]) -> dict[UUID, Finding]:
    """The finding of each task that is about one, by task id; one statement for all of them."""
    wanted = [task for task in tasks if task.item is not None]
    if not wanted:
        return {}
    by_case: dict[UUID, list[Finding]] = {}
    for finding in Finding.objects.filter(case__in={task.instance.key for task in wanted}):
        by_case.setdefault(finding.case_id, []).append(finding)
    return {
        task.pk: finding
        for task in wanted
        for finding in by_case.get(task.instance.key, [])
        if names_finding(task.item, finding)
    }
