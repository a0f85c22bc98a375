"""A district with its offices, two schools, a vendor and an individual, and the papers that they hand in."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from casework.cases.models import Case
from casework.cases.services import create_case
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.standing import Standing, standing_of
from casework.papers.models import Paper, Requirement
from casework.papers.services import answering, facts, handing_in, requirements
from casework.papers.services.requirements import Line
from casework.vendors.models import Instructor, VendorProfile
from casework.vendors.services import roster
from documents.catalogue import document_type
from documents.services import receive
from tests.casework.vendors.numbers import credit_code, identity_number
from tests.documents import files

NOW = datetime(2026, 4, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
Kind = Organisation.Kind
GROUPS = {
    "DT-211": "licences",
    "DT-212": "licences",
    "DT-231": "insurance",
    "DT-206": "school",
    "DT-221": "school",
}
SCHOOLS_OWN = {"DT-206", "DT-221", "DT-222"}
# What a paper in order says; the keys are document types.
FACTS: dict[str, dict[str, Any]] = {
    "DT-211": {"valid_to": "长期", "issuer": "青山湖区市场监督管理局"},
    "DT-212": {"number": "教民136011170000001号", "valid_to": "2027-06-30", "scope": "文化艺术、科技"},
    "DT-216": {"valid_to": "2040-01-01"},
    "DT-217": {"number": "20213600000000001", "issuer": "江西省教育厅"},
    "DT-218": {"issued_on": "2026-03-01"},
    "DT-219": {"issued_on": "2026-03-01"},
    "DT-221": {"valid_from": "2026-03-01", "valid_to": "2026-07-10"},
    "DT-231": {"number": "PA-1", "issuer": "平安保险", "valid_from": "2026-02-01", "valid_to": "2027-01-31"},
}


class World:
    def __init__(self) -> None:
        self.bureau = self._organisation("QSH", Kind.BUREAU, None)
        self.cyg = self._organisation("CYG", Kind.OFFICE, self.bureau)
        self.centre = self._organisation("HDZX", Kind.OFFICE, self.bureau)
        self.school = self._organisation("S-1", Kind.SCHOOL, self.bureau)
        self.other_school = self._organisation("S-2", Kind.SCHOOL, self.bureau)
        self.vendor = self.make_vendor("V-1", 1)
        self.other_vendor = self.make_vendor("V-2", 2)
        self.officer = self.hire(Role.ADULT_PRESCHOOL, self.cyg)
        self.keeper = self.hire(Role.ACTIVITY_CENTRE, self.centre)
        self.lead = self.hire(Role.AFTER_SCHOOL_LEAD, self.school)
        self.other_lead = self.hire(Role.AFTER_SCHOOL_LEAD, self.other_school)
        self.clerk = self.hire(Role.VENDOR_CLERK, self.vendor)
        self.other_clerk = self.hire(Role.VENDOR_CLERK, self.other_vendor)

    def make_vendor(self, code: str, serial: int) -> Organisation:
        vendor = self._organisation(code, Kind.VENDOR, None)
        VendorProfile.objects.create(
            organisation=vendor,
            credit_code=credit_code(serial),
            categories=["arts"],
            legal_representative="赵六",
        )
        return vendor

    def instructor(
        self, name: str = "张三丰", vendor: Organisation | None = None, serial: int = 11
    ) -> Instructor:
        return roster.add(
            organisation=vendor or self.vendor, name=name, id_number=identity_number(serial), by=None, at=NOW
        )

    def case(
        self, vendor: Organisation | None = None, school: Organisation | None = None, kind: str = "RX"
    ) -> Case:
        case = create_case(
            kind=kind, title="入校", source="application", respondent=vendor or self.vendor, office=self.cyg,
            district=self.bureau, at=NOW, by=None,
        )  # fmt: skip
        Case.objects.filter(pk=case.pk).update(school=school or self.school)
        case.refresh_from_db()
        return case

    def ask(self, case: Case, types: Sequence[str], people: Sequence[Instructor] = ()) -> list[Requirement]:
        """Ask for ``types``, those about persons once of each of ``people``."""
        lines = [
            line(code, person)
            for code in types
            for person in (people if line(code).group == "people" else [None])
        ]
        requirements.build(case=case, lines=lines, at=NOW)
        return list(case.requirements.all())

    def answer(
        self, requirement: Requirement, by: Person | None = None, content: bytes | None = None, **values: Any
    ) -> Paper:
        """Upload a file and type the facts of a paper in order, changed by ``values``."""
        takes_photo = document_type(requirement.type_code).takes("jpg")
        content = content or (files.photo() if takes_photo else files.pdf())
        by = by or (self.lead if requirement.is_for_school else self.clerk)
        paper, version, _ = answering.begin(
            requirement=requirement,
            name="扫描件.jpg" if takes_photo else "原件.pdf",
            size=len(content),
            by=by,
            at=NOW,
        )
        receive(version=version, stream=io.BytesIO(content))
        settled = answering.finish(requirement=requirement, version=version, at=NOW)
        assert settled.is_available, settled.refusal
        facts.keep(paper=paper, values=self.in_order(paper) | values, by=by, at=NOW)
        return Paper.objects.get(pk=paper.pk)

    def hand_in(self, case: Case) -> handing_in.Receipt:
        return handing_in.hand_in(case=case, by=self.clerk, at=NOW)

    def in_order(self, paper: Paper) -> dict[str, Any]:
        values = dict(FACTS.get(paper.type_code, {}))
        if paper.type_code == "DT-211":
            values["number"] = VendorProfile.objects.get(pk=paper.subject_id).credit_code
        if paper.type_code == "DT-231":
            values["persons"] = [person.name for person in paper.subject.instructors.all()]
        elif "holder" in paper.type.facts:
            values["holder"] = paper.instructor.name if paper.instructor else paper.subject.name
        return values

    @staticmethod
    def standing(person: Person, day: date = TODAY) -> Standing:
        return standing_of(person, day)

    @staticmethod
    def hire(role: str, place: Organisation) -> Person:
        person = Person.objects.create_user(username=f"{place.code}-{role}", post=f"{place.code} {role}")
        Membership.objects.create(person=person, organisation=place, role=role, valid_from=date(2020, 1, 1))
        return person

    @staticmethod
    def _organisation(code: str, kind: str, parent: Organisation | None) -> Organisation:
        name = f"{code}单位"
        return Organisation.objects.create(code=code, name=name, short_name=name, kind=kind, parent=parent)


def line(code: str, person: Instructor | None = None) -> Line:
    group = GROUPS.get(code, "people")
    return Line(code, person, group, True, code in SCHOOLS_OWN, "实施方案 二（一）")
