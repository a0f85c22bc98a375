"""Freezes what is handed in for filing: from then on nobody changes what the office judges (invariant I-5)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from casework.audit.canonical import canonical
from casework.calendar.holders import kept_as
from casework.calendar.models import Deadline
from casework.calendar.services import Calendar, meet
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.filings.digest import sha256
from casework.filings.models import Deposit
from casework.organisations.models import Organisation, Person
from casework.organisations.substitutions import on_record, principals
from documents.models import DocumentVersion
from processes.models import Submission

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NothingHandedIn(Exception):
    """None of the named forms was filled in and nothing else was said; there is nothing to freeze."""


def hand_in(
    *,
    case: Case,
    subject: str,
    forms: Sequence[str],
    by: Person | None,
    at: datetime,
    deadline: str | None = None,
) -> Deposit:
    """Freeze what the respondent hands in, and say so. ``deadline`` is met, and how late it was is kept.

    Raises NothingHandedIn.
    """
    deposit = freeze(case=case, subject=subject, forms=forms, by=by, at=at, deadline=deadline)
    payload = {"subject": subject, "round": deposit.round, "sha256": deposit.sha256, "deposit": deposit.pk}
    record(chain=case.pk, kind="filing.handed_in", at=at, by=by, payload=payload)
    return deposit


def freeze(
    *,
    case: Case,
    subject: str,
    forms: Sequence[str],
    by: Person | None,
    at: datetime,
    deadline: str | None = None,
    filer: Organisation | None = None,
    particulars: Mapping[str, Any] | None = None,
) -> Deposit:
    """Freeze the latest of each of ``forms`` with the files that they name, as the next round of ``subject``.

    A form that was never filled in is left out. ``filer`` is the respondent unless somebody else files; ``particulars``
    are what is filed beside the forms: what stands in registers. Raises NothingHandedIn.
    """
    said = _latest(case, forms)
    if not said and not particulars:
        raise NothingHandedIn(subject)
    filer = filer or case.respondent
    instead = principals(one.task_id for one in said.values())
    earlier = Deposit.objects.filter(case=case, subject=subject).count()
    text = canonical(
        {
            "case": case.number,
            "filer": filer.name,
            "subject": subject,
            "round": earlier + 1,
            "forms": [_form(form, one, instead.get(one.task_id)) for form, one in said.items()],
            "files": _files(case, [one.values for one in said.values()]),
            **({"particulars": dict(particulars)} if particulars else {}),
        }
    )
    return Deposit.objects.create(
        case=case,
        filer=filer,
        subject=subject,
        round=earlier + 1,
        snapshot=text,
        sha256=sha256(text),
        late_days=_late_days(case, deadline, at),
        handed_in_at=at,
        handed_in_by=by,
    )


def forms_of(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Values by form, as a snapshot of the general sort holds them."""
    return {form["form"]: form["values"] for form in snapshot.get("forms", [])}


def _latest(case: Case, forms: Sequence[str]) -> dict[str, Submission]:
    """In the order of ``forms``."""
    found = Submission.objects.filter(instance__key=case.pk, form__in=forms).select_related("by")
    latest = {one.form: one for one in found.order_by("at", "pk")}
    return {form: latest[form] for form in forms if form in latest}


def _form(form: str, said: Submission, principal: Person | None) -> dict[str, Any]:
    return {
        "form": form,
        "step": said.element_id,
        "by": on_record(said.by, principal),
        "at": said.at,
        "values": said.values,
    }


def _files(case: Case, values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Whatever file of the case the values name, wherever in them."""
    named = {key for one in values for key in _ids(one)}
    found = DocumentVersion.objects.filter(pk__in=named, document__holder=case.pk).select_related("document")
    return [
        {
            "id": str(version.pk),
            "type": version.document.type_code,
            "name": version.name,
            "size": version.size,
            "sha256": version.sha256,
        }
        for version in found.order_by("document__type_code", "name", "pk")
    ]


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item)


def _late_days(case: Case, deadline: str | None, at: datetime) -> int:
    """Working days from the last day of the deadline to today; 0 in time and without a deadline."""
    if deadline is None:
        return 0
    found = Deadline.objects.filter(holder=case.pk, name=kept_as(deadline))
    latest = found.exclude(state=Deadline.State.CANCELLED).order_by("pk").last()
    if latest is None:
        return 0
    meet(holder=case.pk, name=deadline, at=at)
    today = local_date(at)
    if today <= latest.due_on:
        return 0
    # A rest day after the last day is late as well.
    return max(1, Calendar.load().working_days_between(latest.due_on, today))
