"""Answers what a case asks for with stand-in papers, as a vendor's guided submission would have left them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.organisations.models import Person
from casework.papers.judging import name_of
from casework.papers.models import Paper, Requirement
from casework.papers.services import facts
from casework.papers.services.answering import OPEN
from casework.scenarios.sheets import sheet
from casework.vendors.models import Category, Instructor, VendorProfile
from documents.catalogue import document_type
from documents.services import store_bytes

FAR = date(2027, 12, 31)


def answer(case: Case, *, said: Mapping[str, Any], by: Person, at: datetime) -> None:
    """Give a paper to every open mandatory line of the vendor.

    ``said`` changes that by type code, by ``DT-218/姓名`` for one person, or by ``*``: facts that differ, or null for no
    paper.
    An optional paper is given where it is named.
    """
    lines = Requirement.objects.filter(case=case, is_for_school=False, state__in=OPEN)
    for line in lines.select_related("instructor", "case__respondent"):
        key = f"{line.type_code}/{line.instructor.name}" if line.instructor else line.type_code
        changes = said.get(key, said.get(line.type_code, said.get("*", {})))
        wanted = line.is_mandatory or line.type_code in said or key in said
        if changes is not None and wanted:
            _give(line, changes, by, at)


def _give(line: Requirement, changes: Mapping[str, Any], by: Person, at: datetime) -> None:
    subject = line.case.respondent
    title = document_type(line.type_code).zh
    content = sheet(changes.get("same_as") or f"{subject.pk} {name_of(line)} {at.isoformat()}", title=title)
    version = store_bytes(
        holder=subject.pk,
        type_code=line.type_code,
        name=f"{title}.pdf",
        content=content,
        by=by,
        at=at,
        title=title,
    )
    paper = Paper.objects.create(
        subject=subject,
        instructor=line.instructor,
        type_code=line.type_code,
        document=version.document,
        created_at=at,
        created_by=by,
    )
    line.paper, line.verdict = paper, ""
    line.save(update_fields=["paper", "verdict"])
    values = {**_facts(line, at), **changes}
    known = {fact: value for fact, value in values.items() if fact in document_type(line.type_code).facts}
    facts.keep(paper=paper, values=known, by=by, at=at)


def _facts(line: Requirement, at: datetime) -> dict[str, Any]:
    """What an honest paper of the type says."""
    subject, today = line.case.respondent, local_date(at)
    people = list(Instructor.objects.filter(organisation=subject, is_active=True))
    profile = VendorProfile.objects.get(organisation=subject)
    himself = people[0].name if people else subject.name
    own = line.instructor.name if line.instructor else himself if line.type_code == "DT-207" else subject.name
    return {
        "number": profile.credit_code if line.type_code == "DT-211" else f"证字第{subject.code}号",
        "holder": own,
        "issuer": "发证机关（演示）",
        "issued_on": today - timedelta(days=20),
        "valid_from": today - timedelta(days=20),
        "valid_to": FAR,
        "scope": [str(Category(category).label) for category in profile.categories],
        "amount": Decimal("500000"),
        "persons": [person.name for person in people],
    }
