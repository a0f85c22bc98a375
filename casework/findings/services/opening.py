"""Opens a rectification case with its findings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.services import NotOpened, create_case, start_process
from casework.findings.models import Finding
from casework.findings.services import ledger
from casework.organisations.models import Organisation, Person
from processes.models import ProcessVersion
from processes.services import TriggerFailed, latest_version

PROCESS = "rectify"


class NoFindings(Exception):
    """A rectification without a finding has nothing to repair."""


def open_rectification(
    *,
    respondent: Organisation,
    office: Organisation,
    source: str,
    found_on: date,
    findings: Sequence[Mapping[str, Any]],
    agreed: bool,
    by: Person | None,
    at: datetime,
    version: ProcessVersion | None = None,
) -> Case:
    """Register a case whose ``findings`` have ``code``, ``severity`` (1–4) and ``fact``, and start its process.

    ``agreed``: the respondent agrees to the simplified notice for L1 (domain.md §2.12 step 4). Raises NoFindings, NotOpened.
    """
    if not findings:
        raise NoFindings(_("请至少登记一个问题。"))
    with transaction.atomic():
        case = create_case(
            kind=Case.Kind.RECTIFICATION,
            title=f"{respondent.short_name}{Case.Source(source).label}发现问题整改",
            source=source,
            respondent=respondent,
            office=office,
            district=_bureau_of(office),
            at=at,
            by=by,
        )
        Finding.objects.bulk_create(
            Finding(
                case=case,
                ordinal=ordinal,
                code=item["code"],
                severity=item["severity"],
                fact=item["fact"],
                clause=item.get("clause", ""),
                found_on=found_on,
            )
            for ordinal, item in enumerate(findings, 1)
        )
        ledger.take_worst(case)
        try:
            return start_process(
                case=case, version=version or latest_version(PROCESS), data={"agreed": agreed}, at=at, by=by
            )
        except TriggerFailed as failure:
            raise NotOpened(failure.cause) from failure


def _bureau_of(office: Organisation) -> Organisation:
    return office.parent if office.parent is not None else office
