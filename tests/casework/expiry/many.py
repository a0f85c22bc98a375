"""Many vendors, each let into one school with one paper, written row by row in bulk: what a night has to go through."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar
from uuid import uuid4

from django.db import models

from casework.cases.models import Case
from casework.filings.digest import sha256
from casework.filings.models import Filing
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.papers.models import Paper, Requirement
from casework.permits.models import Application, Permit
from documents.models import Document

Row = TypeVar("Row", bound=models.Model)
ISSUED, TERM = date(2026, 3, 2), date(2026, 7, 10)


def plant(count: int, *, ends_on: date, at: datetime) -> None:
    """``count`` insurance policies of as many vendors at ten schools, all valid until ``ends_on``."""
    kinds = Organisation.Kind
    bureau = _organisation("B-QSH", kinds.BUREAU)
    office = _organisation("B-CYG", kinds.OFFICE, bureau)
    schools = [_organisation(f"B-S{n}", kinds.SCHOOL, bureau) for n in range(10)]
    officer = Person.objects.create_user(username="B-officer", post="成幼股")
    Membership.objects.create(
        person=officer, organisation=office, role=Role.ADULT_PRESCHOOL, valid_from=date(2020, 1, 1)
    )
    numbers = range(count)
    vendors = _all(Organisation, numbers, lambda n: {
        "code": f"B-V{n}", "name": f"机构{n}", "short_name": f"机构{n}", "kind": kinds.VENDOR,
    })  # fmt: skip
    cases = _all(Case, numbers, lambda n: {
        "id": uuid4(), "number": f"QSH-RX-2026-9{n:05d}", "kind": "RX", "title": "入校", "source": "application",
        "respondent": vendors[n], "office": office, "district": bureau, "school": schools[n % 10], "opened_at": at,
    })  # fmt: skip
    applications = _all(Application, numbers, lambda n: {
        "case": cases[n], "school": schools[n % 10], "subject": vendors[n], "term": "春季", "path": "D",
        "term_starts_on": ISSUED, "term_ends_on": TERM, "first_session_on": ISSUED,
    })  # fmt: skip
    filings = _all(Filing, numbers, lambda n: {
        "number": f"QSH-BA-2026-9{n:05d}", "kind": "ENTRY", "case": cases[n], "filer": schools[n % 10],
        "snapshot": "{}", "sha256": sha256("{}"), "token": f"{n:032d}", "filed_at": at,
    })  # fmt: skip
    _all(Permit, numbers, lambda n: {
        "number": f"QSH-XK-2026-9{n:05d}", "application": applications[n], "filing": filings[n],
        "school": schools[n % 10], "subject": vendors[n], "valid_from": ISSUED, "valid_to": TERM,
        "token": f"{n:032d}", "issued_at": at,
    })  # fmt: skip
    documents = _all(Document, numbers, lambda n: {
        "holder": vendors[n].pk, "type_code": "DT-231", "title": "意外保险保单", "created_at": at,
    })  # fmt: skip
    papers = _all(Paper, numbers, lambda n: {
        "subject": vendors[n], "type_code": "DT-231", "document": documents[n], "number": f"PA-{n}",
        "valid_from": ISSUED, "valid_to": ends_on, "state": "VALID", "verified_at": at, "verified_by": officer,
        "method": "ORIGINAL", "created_at": at,
    })  # fmt: skip
    _all(Requirement, numbers, lambda n: {
        "case": cases[n], "type_code": "DT-231", "group": "insurance", "ordinal": 1, "is_mandatory": True,
        "state": "ACCEPTED", "paper": papers[n],
    })  # fmt: skip


def _organisation(code: str, kind: str, parent: Organisation | None = None) -> Organisation:
    return Organisation.objects.create(code=code, name=code, short_name=code, kind=kind, parent=parent)


def _all(model: type[Row], numbers: range, values: Callable[[int], dict[str, object]]) -> list[Row]:
    return model._default_manager.bulk_create((model(**values(n)) for n in numbers), batch_size=500)
