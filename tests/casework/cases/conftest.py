"""A small process, and people who stand in and outside its lane."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.standing import Standing, standing_of
from processes import registry
from processes.models import UserTask
from processes.registry import OperationContext
from processes.services import deploy
from tests.processes.diagrams import NOTE, bundle, chain, diagram, end, service, start, user_task

NOW = datetime(2026, 4, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LANE = '<banjie:assignment roles="RL-03" scope="case.office"/>'
broken: dict[str, bool] = {}


@registry.operation("test.unsteady", title="时好时坏")
def unsteady(context: OperationContext) -> Mapping[str, Any]:
    if broken.get("now"):
        raise ConnectionError("存储没有应答")
    return {"done": True}


class Cast:
    """甲 and 乙 work in the office, 丙 in another one, 丁 is the school's principal."""

    def __init__(self) -> None:
        kinds = Organisation.Kind
        self.bureau = self._organisation("QSH", kinds.BUREAU, None)
        self.office = self._organisation("JJK", kinds.OFFICE, self.bureau)
        self.other = self._organisation("CYG", kinds.OFFICE, self.bureau)
        self.school = self._organisation("S10", kinds.SCHOOL, self.bureau)
        self.first = self._person("甲", "RL-03", self.office)
        self.second = self._person("乙", "RL-03", self.office)
        self.outsider = self._person("丙", "RL-03", self.other)
        self.principal = self._person("丁", "RL-20", self.school)

    @staticmethod
    def standing(person: Person) -> Standing:
        return standing_of(person, NOW.date())

    @staticmethod
    def _organisation(code: str, kind: str, parent: Organisation | None) -> Organisation:
        return Organisation.objects.create(code=code, name=code, short_name=code, kind=kind, parent=parent)

    @staticmethod
    def _person(name: str, role: str, organisation: Organisation) -> Person:
        person = Person.objects.create(username=name, post=name)
        Membership.objects.create(
            person=person, organisation=organisation, role=role, valid_from=date(2020, 1, 1)
        )
        return person


@pytest.fixture
def cast(db: None) -> Cast:
    broken.clear()
    return Cast()


@pytest.fixture
def open_case(cast: Cast) -> Callable[..., Case]:
    """Open a case on a process with the given body (two tasks after each other by default)."""

    def make(body: str = "", extra: str = "", form: bytes = NOTE) -> Case:
        body = body or (
            start() + user_task("a", LANE) + service("s", "test.unsteady") + user_task("b", LANE) + end()
            + chain("start", "a", "s", "b", "end")
        )  # fmt: skip
        body = body.replace('scope="&quot;office&quot;"', 'scope="case.office"')
        with transaction.atomic():
            version = deploy(bundle=bundle(diagram(body, extra=extra), form=form), at=NOW)
            case = create_case(
                kind="ZG", title="测试案件", source="patrol", respondent=cast.school, office=cast.office,
                district=cast.bureau, at=NOW, by=cast.first,
            )  # fmt: skip
            return start_process(case=case, version=version, data={}, at=NOW, by=cast.first)

    return make


def task_of(case: Case, element: str = "a") -> UserTask:
    return UserTask.objects.open().get(instance__key=case.pk, element_id=element)
