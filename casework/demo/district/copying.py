"""Copies of a pattern: other ids, another respondent, another day; otherwise row for row the same."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import JSONField, Model

from casework.audit.canonical import canonical
from casework.audit.models import Event
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.demo.district.numbers import Numbers
from casework.demo.district.patterns import Pattern
from casework.demo.district.places import Place
from casework.filings.digest import sha256
from casework.filings.models import Deposit, Filing
from casework.findings.models import Finding
from casework.letters.models import Letter
from casework.organisations.models import Person
from casework.permits.models import Permit, PermitInstructor
from processes.models import ProcessInstance, Submission

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=$|T)")


@dataclass
class Copy:
    """One copy on its way; ``people`` and ``names`` say who and what stands in for whom and what."""

    pattern: Pattern
    shift: timedelta
    ids: dict[Any, Any]
    people: dict[int, Person]
    names: dict[str, str]
    numbers: Numbers
    random: Random
    today: date
    findings: dict[str, str] = field(default_factory=dict)

    def rows(self, model: type[Model]) -> list[Any]:
        made = [self._row(model, row) for row in self.pattern.rows[model]]
        # A vendor with fewer people sends fewer.
        return list({row.instructor_id: row for row in made}.values()) if model is PermitInstructor else made

    def settle_findings(self, made: list[Finding]) -> None:
        """Tell the numbers that the database gave the copied findings, which tasks name as their item."""
        old = self.pattern.rows[Finding]
        self.findings = {str(was.pk): str(new.pk) for was, new in zip(old, made, strict=True)}

    def payload(self, event: Event) -> Any:
        return self.walk(event.payload)

    def person(self, key: int | None) -> Person | None:
        return self.people.get(key) if key is not None else None

    def _row(self, model: type[Model], row: Any) -> Any:
        values = {}
        for known in model._meta.concrete_fields:
            value = getattr(row, known.attname)
            if value is None or known is model._meta.auto_field:
                continue
            if known.related_model is Person:
                values[known.attname] = person.pk if (person := self.person(value)) else value
            elif isinstance(known, JSONField):
                values[known.attname] = self.walk(value, known.name)
            else:
                values[known.attname] = self._plain(value)
        made = model(**values)
        _FINISH.get(model, _leave)(self, made)
        return made

    def _plain(self, value: Any) -> Any:
        if isinstance(value, UUID):
            return self.ids.get(value, value)
        if isinstance(value, datetime | date):
            return value + self.shift
        return self._text(value) if isinstance(value, str) and value else value

    def walk(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: self.walk(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.walk(inner, key) for inner in value]
        if not isinstance(value, str) or not value:
            return value
        if key in {"item", "finding"}:
            return self.findings.get(value, value)
        if key == "owner" and value.isdigit():
            return str(person.pk) if (person := self.person(int(value))) else value
        return _DAY.sub(self._moved, self._text(value)) if value[:2] == "20" else self._text(value)

    def _moved(self, found: re.Match[str]) -> str:
        return (date(int(found[1]), int(found[2]), int(found[3])) + self.shift).isoformat()

    def _text(self, value: str) -> str:
        if len(value) == 36 and (known := self.ids.get(value)):
            return str(known)
        for old, new in self.names.items():
            if old in value:
                value = value.replace(old, new)
        return value


def copy_of(
    pattern: Pattern,
    *,
    respondent: Place,
    host: Place | None,
    shift: timedelta,
    numbers: Numbers,
    random: Random,
    homes: Mapping[UUID, Place],
    today: date,
) -> Copy:
    """``host`` is the school of a matter of a vendor; ``homes`` are the places of the pattern itself."""
    case = pattern.case
    pairs = [(homes[case.respondent_id], respondent)]
    if case.school_id and host is not None:
        pairs.append((homes[case.school_id], host))
    ids: dict[Any, Any] = {}
    people: dict[int, Person] = {}
    names: dict[str, str] = {}
    for old, new in pairs:
        ids[old.organisation.pk] = new.organisation.pk
        people |= {who.pk: new.people[role] for role, who in old.people.items() if role in new.people}
        names |= {old.organisation.short_name: new.organisation.short_name}
        if new.instructors:
            ids |= {was: new.instructors[n % len(new.instructors)] for n, was in enumerate(old.instructors)}
    for model, rows in pattern.rows.items():
        for row in rows:
            if isinstance(row.pk, UUID) and model._meta.pk.attname == "id":
                ids[row.pk] = UUID(int=random.getrandbits(128), version=4)
    for submission in pattern.rows[Submission]:
        ids.setdefault(submission.task_id, UUID(int=random.getrandbits(128), version=4))
    opened = local_date(case.opened_at) + shift
    names[case.number] = numbers.like(case.number, opened.year)
    for model in (Letter, Filing, Permit):
        # Numbers within a case follow that of the case.
        of_series = (
            row.number for row in pattern.rows[model] if row.number and case.number not in row.number
        )
        names |= {number: numbers.like(number, opened.year) for number in of_series}
    ids |= {str(old): new for old, new in ids.items()}
    return Copy(pattern, shift, ids, people, names, numbers, random, today)


def _leave(copy: Copy, row: Any) -> None:
    """Nothing more to do."""


def _instance(copy: Copy, row: ProcessInstance) -> None:
    # What has ended is never loaded again.
    row.state, row.open_tasks = "", []


def _letter(copy: Copy, row: Letter) -> None:
    row.version_id = None


def _frozen(copy: Copy, row: Deposit | Filing) -> None:
    row.snapshot = canonical(copy.walk(json.loads(row.snapshot)))
    # The trail tells the hash.
    copy.names[row.sha256] = row.sha256 = sha256(row.snapshot)


def _filing(copy: Copy, row: Filing) -> None:
    _frozen(copy, row)
    row.token = f"{copy.random.getrandbits(128):032x}"


def _permit(copy: Copy, row: Permit) -> None:
    row.token = f"{copy.random.getrandbits(128):032x}"
    if row.valid_to < copy.today:
        row.state, row.changed_on = Permit.State.ENDED, row.valid_to + timedelta(days=1)


_FINISH: dict[type[Model], Any] = {
    ProcessInstance: _instance, Letter: _letter, Deposit: _frozen, Filing: _filing, Permit: _permit,
}  # fmt: skip
FIRST = (ProcessInstance, Case, Finding)
