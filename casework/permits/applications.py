"""What a school applied for (DT-205), as the start form said it, and what of it is settled step by step."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.cases.days import terms_of
from casework.cases.models import Case
from casework.organisations.models import Organisation
from casework.papers.models import Paper, Requirement
from casework.permits.models import Application, Course
from casework.vendors.models import Instructor

INSURANCE = "DT-231"
CONTRACTS = ("DT-221", "DT-222")


class NoSchool(Exception):
    """An application is made by a school for itself; the case names none."""


class NoTerm(Exception):
    """The calendar has no term of that name for the school."""


def register(*, case: Case, values: Mapping[str, Any]) -> Application:
    """Write down the application of ``case`` from the fields of its start form. Raises NoSchool, NoTerm."""
    if case.school is None:
        raise NoSchool(case.number)
    starts_on, ends_on = _term(case.school, values)
    application = Application.objects.create(
        case=case,
        school=case.school,
        subject=case.respondent,
        term=values["term"],
        term_starts_on=starts_on,
        term_ends_on=ends_on,
        first_session_on=date.fromisoformat(values["first_session_on"]),
        reason=values.get("reason") or "",
    )
    Course.objects.bulk_create(_course(application, row) for row in values.get("courses") or [])
    return application


def _term(school: Organisation, values: Mapping[str, Any]) -> tuple[date, date]:
    """The dates that the calendar gives the term; a form of an older version asks for them."""
    if "term_starts_on" in values:
        return date.fromisoformat(values["term_starts_on"]), date.fromisoformat(values["term_ends_on"])
    found = next((term for term in terms_of(school.pk) if term.name == values["term"]), None)
    if found is None:
        raise NoTerm(values["term"])
    return found.starts_on, found.ends_on


def take_roster(application: Application) -> None:
    """Those who are on the vendor's roster now are those whose papers were verified."""
    people = Instructor.objects.filter(organisation=application.subject, is_active=True)
    application.instructors.set(people)


def insurance_of(application: Application) -> Paper | None:
    """The accident insurance that answers the case, while it was handed in or verified."""
    asked = Requirement.objects.filter(case=application.case_id, type_code=INSURANCE)
    line = asked.select_related("paper").first()
    paper = line.paper if line else None
    return paper if paper is not None and paper.state in _STANDING else None


def valid_to(application: Application, insurance: Paper | None) -> date:
    """The least of contract, term and insurance (P02 step 17)."""
    insured = insurance.valid_to if insurance else None
    ends = (application.term_ends_on, application.contract_ends_on, insured)
    return min(end for end in ends if end is not None)


_STANDING = (Paper.State.SUBMITTED, Paper.State.VALID)


def _course(application: Application, row: Mapping[str, Any]) -> Course:
    price = row.get("price")
    return Course(
        application=application,
        name=row["name"],
        category=row["category"],
        grades=row.get("grades") or "",
        times=row.get("times") or "",
        head_count=int(row.get("head_count") or 0),
        price=Decimal(price) if price not in (None, "") else None,
    )
