"""People around the register: who proposes, who confirms, and who only reads."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from casework.organisations.models import Membership, Organisation, Person

Browser = Callable[[Person], Client]
AT = datetime(2026, 4, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


class Bureau:
    """The bureau with its offices, a school and a vendor; one person each, made when asked for."""

    def __init__(self) -> None:
        kinds = Organisation.Kind
        self.bureau = self._organisation("QSH", kinds.BUREAU)
        self.office = self._organisation("JJK", kinds.OFFICE)
        self.school = self._organisation("S10", kinds.SCHOOL)
        self.vendor = self._organisation("V10", kinds.VENDOR)
        self.manager = self.person("流程管理员", "RL-12", self.bureau)
        self.finance = self.person("计财", "RL-10", self.office)
        self.head = self.person("科长", "RL-04", self.office)
        self.deputy = self.person("分管领导", "RL-01", self.bureau)
        self.officer = self.person("经办", "RL-03", self.office)
        self.principal = self.person("校长", "RL-20", self.school)
        self.clerk = self.person("机构经办", "RL-30", self.vendor)
        self.auditor = self.person("审计", "RL-15", self.bureau)

    def person(self, name: str, role: str, organisation: Organisation) -> Person:
        person = Person.objects.create(username=name, post=name)
        Membership.objects.create(
            person=person, organisation=organisation, role=role, valid_from=date(2020, 1, 1)
        )
        return person

    @staticmethod
    def _organisation(code: str, kind: str) -> Organisation:
        return Organisation.objects.create(code=code, name=code, short_name=code, kind=kind)


@pytest.fixture
def bureau(db: None) -> Bureau:
    return Bureau()


@pytest.fixture
def browser(db: None) -> Browser:
    def log_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return log_in
