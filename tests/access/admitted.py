"""A vendor that was let into a school, with a paper that anybody concerned may read and one that few may."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.services import create_case
from casework.filings.services.filing import file
from casework.library.services import entries
from casework.organisations.models import Organisation
from casework.papers.models import Paper, Requirement
from casework.permits.badges import token_of
from casework.permits.models import Application
from casework.permits.services import permits
from casework.vendors.services import roster
from documents.services import store_bytes
from tests.casework.cases.conftest import NOW
from tests.casework.vendors.numbers import identity_number

# Longer than anybody will run this.
LAST = date(2099, 12, 31)


def admit(
    vendor: Organisation, school: Organisation, office: Organisation
) -> Mapping[str, Mapping[str, Any]]:
    """What stands in the addresses of registers of vendors."""
    case = create_case(
        kind="RX", title="入校", source="application", respondent=vendor, office=office,
        district=office.parent or office, school=school, at=NOW, by=None,
    )  # fmt: skip
    application = Application.objects.create(
        case=case, school=school, subject=vendor, term="春季", term_starts_on=date(2026, 3, 2), term_ends_on=LAST,
        first_session_on=date(2026, 3, 9), path="B",
    )  # fmt: skip
    person = roster.add(organisation=vendor, name="张三", id_number=identity_number(1), by=None, at=NOW)
    entry = entries.enter(
        organisation=vendor, level="DISTRICT", categories=["arts"], valid_to=LAST, case=None, at=NOW, by=None
    )
    filing = file(case=case, kind="ENTRY", filer=school, snapshot={}, by=None, at=NOW)
    permit = permits.issue(
        application=application, filing=filing, instructors=[person], valid_to=LAST, at=NOW, by=None
    )
    row = permit.people.get()
    return {
        "entry": {"pk": entry.pk},
        "permit": {"pk": permit.pk},
        "badge": {"pk": permit.pk, "person": row.pk},
        "badge's code": {"token": token_of(row)},
        "licence of the vendor": {"pk": _paper(application, "DT-211").pk},
        "criminal record of the instructor": {"pk": _paper(application, "DT-218").pk},
    }


def _paper(application: Application, code: str) -> Paper:
    vendor = application.subject
    version = store_bytes(holder=vendor.pk, type_code=code, name="证.pdf", content=b"%PDF-", by=None, at=NOW)
    paper = Paper.objects.create(
        subject=vendor, type_code=code, document=version.document, state="SUBMITTED", created_at=NOW
    )
    Requirement.objects.create(
        case=application.case, type_code=code, group="licences", ordinal=1, is_mandatory=True, state="ANSWERED",
        paper=paper,
    )  # fmt: skip
    return paper
