"""A matter between a school and a vendor: each side reads its own, the offices read both (domain.md §4.4 rule 2)."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from casework.cases.models import Case, CaseDocument
from casework.cases.policies import visible_cases
from casework.letters.models import Letter
from casework.organisations.models import Organisation, Person
from documents.models import DocumentVersion
from documents.services import store_bytes
from processes.models import UserTask
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.beginning import process, vendor
from tests.casework.inbox.conftest import Desk

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


class Matter:
    """The school has begun it; a paper of each side is filed."""

    def __init__(self, desk: Desk, browser: Browser) -> None:
        deploy(bundle=process(), at=NOW)
        self.desk, self.browser, self.blue = desk, browser, vendor(desk)
        self.clerk = desk._person("机构经办", "RL-30", self.blue)
        other = desk._organisation("小苔", Organisation.Kind.VENDOR, desk.bureau)
        self.rival = desk._person("别家经办", "RL-30", other)
        self.adviser = desk._person("成幼股", "RL-05", desk.other)
        said = {"subject": str(self.blue.pk), "course": "航模", "urgent": "false"}
        browser(desk.principal).post("/cases/begin/entry/apply/", said)
        self.case = Case.objects.get()
        self.minutes = self.file("会议纪要.pdf", desk.principal)
        self.plan = self.file("课程方案.pdf", self.clerk)

    def file(self, name: str, by: Person, type_code: str = "ATTACHMENT") -> DocumentVersion:
        version = store_bytes(
            holder=self.case.pk, type_code=type_code, name=name, content=b"%PDF-1.4", by=by, at=NOW
        )
        CaseDocument.objects.create(case=self.case, document=version.document, filed_at=NOW)
        return version

    def letter(self, addressee: Organisation, by: Person) -> DocumentVersion:
        version = self.file(f"致{addressee.short_name}.docx", by)
        Letter.objects.create(
            case=self.case, definition="OD-02", title=f"致{addressee.short_name}", addressee=addressee,
            state=Letter.State.SERVED, number=addressee.short_name, version=version, drafted_at=NOW,
        )  # fmt: skip
        return version

    def page(self, who: Person) -> str:
        return self.browser(who).get(f"/cases/{self.case.pk}/").content.decode()

    def opens(self, who: Person, version: DocumentVersion) -> int:
        return self.browser(who).get(f"/cases/{self.case.pk}/documents/{version.pk}/").status_code


@pytest.fixture
def stored(settings: object, tmp_path: object) -> None:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}  # type: ignore[attr-defined]


@pytest.fixture
def matter(stored: None, desk: Desk, browser: Browser) -> Matter:
    return Matter(desk, browser)


@pytest.mark.persistence
def test_school_vendor_and_offices_see_the_case_and_nobody_else(matter: Matter) -> None:
    def sees(who: Person) -> bool:
        return matter.case in visible_cases(matter.desk.standing(who))

    assert all(map(sees, (matter.desk.principal, matter.clerk, matter.adviser, matter.desk.first)))
    assert not any(map(sees, (matter.rival, matter.desk.neighbour, matter.desk.teacher, matter.desk.auditor)))


def test_a_vendor_reads_its_own_papers_and_no_paper_or_name_of_the_school(matter: Matter) -> None:
    page = matter.page(matter.clerk)
    assert "课程方案.pdf" in page
    assert "会议纪要.pdf" not in page
    assert matter.opens(matter.clerk, matter.plan) == 200
    assert matter.opens(matter.clerk, matter.minutes) == 404


def test_a_vendor_reads_the_contract_that_it_is_asked_to_sign(matter: Matter) -> None:
    contract = matter.file("合同.pdf", matter.desk.principal, "DT-221")
    assert "合同.pdf" in matter.page(matter.clerk)
    assert matter.opens(matter.clerk, contract) == 200


def test_the_school_and_the_office_read_the_papers_of_both(matter: Matter) -> None:
    for who in (matter.desk.principal, matter.adviser):
        assert {"课程方案.pdf", "会议纪要.pdf"} <= set(matter.page(who).replace("<", ">").split(">"))
        assert matter.opens(who, matter.minutes) == 200


def test_a_task_of_the_school_is_not_opened_by_the_vendor(matter: Matter) -> None:
    task: UUID = UserTask.objects.get().pk
    assert matter.browser(matter.clerk).get(f"/inbox/tasks/{task}/").status_code == 404
    page = matter.browser(matter.adviser).get(f"/inbox/tasks/{task}/")
    assert page.status_code == 200
    assert "<h3>问题</h3>" not in page.content.decode(), "an application has no findings to head a list of"


def test_each_side_reads_the_letters_that_are_addressed_to_it(matter: Matter) -> None:
    school = matter.letter(matter.desk.school, matter.adviser)
    mine = matter.letter(matter.blue, matter.adviser)
    page = matter.page(matter.clerk)
    assert "致蓝舟" in page
    assert "致S10" not in page
    assert matter.opens(matter.clerk, mine) == 200
    assert matter.opens(matter.clerk, school) == 404
    assert matter.opens(matter.desk.principal, school) == 200
