"""Opens a rectification case with its findings: the message that other processes send, sent by people or the system."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.services.receiving import receive
from casework.organisations.models import Organisation, Person
from processes.models import ProcessVersion

PROCESS = "rectify"
MESSAGE = "finding_confirmed"


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

    ``agreed``: the respondent agrees to the simplified notice for L1 (domain.md §2.12 step 4). Raises NoFindings,
    NotOpened, NoReceiver.
    """
    if not findings:
        raise NoFindings(_("请至少登记一个问题。"))
    item = {
        "respondent": str(respondent.pk),
        "office": str(office.pk),
        "source": source,
        "found_on": found_on.isoformat(),
        "findings": [dict(finding) for finding in findings],
        "agreed": agreed,
    }
    return receive(message=MESSAGE, item=item, sender=None, at=at, by=by, version=version)
