"""Opens cases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import settlement
from casework.cases.services.answers import delivering
from casework.cases.services.numbers import case_number
from casework.cases.services.trail import deferring, record
from casework.organisations.models import Organisation, Person
from processes import services as processes
from processes.models import ProcessVersion
from processes.services import StartForm


class NotOpened(Exception):
    """The first automatic steps of the process failed, so nothing was opened; the message says which."""


def create_case(
    *,
    kind: str,
    title: str,
    source: str,
    respondent: Organisation,
    office: Organisation,
    district: Organisation,
    at: datetime,
    by: Person | None,
    school: Organisation | None = None,
    sender: Case | None = None,
    withheld: bool = False,
) -> Case:
    """Register a case with its number. The caller adds what the case holds and then starts its process."""
    case = Case.objects.create(
        id=uuid4(),
        number=case_number(kind=kind, year=local_date(at).year),
        kind=kind,
        title=title,
        source=source,
        respondent=respondent,
        office=office,
        district=district,
        school=school,
        sender=sender,
        withheld=withheld,
        opened_at=at,
        opened_by=by,
    )
    payload = {"number": case.number, "title": title, "respondent": respondent.name, "source": source}
    record(chain=case.pk, kind="case.opened", payload=payload, by=by, at=at)
    if sender is not None:
        told = {"number": sender.number, "title": sender.title}
        record(chain=case.pk, kind="message.received", payload=told, by=None, at=at)
    return case


def start_process(
    *,
    case: Case,
    version: ProcessVersion,
    data: Mapping[str, Any],
    at: datetime,
    by: Person | None,
    filled: StartForm | None = None,
) -> Case:
    """Start the case's process on ``version``; raises TriggerFailed when its first automatic steps fail."""
    with delivering(at), deferring() as trail:
        result = processes.start(version=version, key=case.pk, data=data, at=at, by=by, filled=filled)
        Case.objects.filter(pk=case.pk).update(instance=result.instance)
        return settlement.settle(result, trail=trail, by=by, at=at)
