"""A matter in the middle of its life, people around it, and a browser for each of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from casework.calendar.services import seed_official
from casework.cases.models import Case
from casework.cases.services import complete_task, create_case, start_process
from casework.findings.models import Finding
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.standing import standing_of
from processes.models import ProcessVersion, UserTask
from processes.services import deploy
from tests.casework.cases.conftest import NOW, Cast, broken
from tests.casework.inbox.matter import matter

CHECKED = {
    "fact": "三个班没有教案",
    "place": "一楼",
    "seen_on": "2026-04-23",
    "refund": "false",
    "outcome": "confirmed",
}


class Desk(Cast):
    """Cast of the steps, with a head of office, an auditor, a deputy director and another school."""

    def __init__(self) -> None:
        super().__init__()
        self.head = self._person("科长", "RL-04", self.office)
        self.auditor = self._person("审计", "RL-15", self.bureau)
        self.administrator = self._person("管理员", "RL-13", self.bureau)
        self.deputy = self._person("分管", "RL-01", self.bureau)
        self.clerk = self._person("文秘", "RL-09", self.other)
        self.teacher = self._person("教师", "RL-23", self.school)
        self.neighbour_school = self._organisation("S11", Organisation.Kind.SCHOOL, self.bureau)
        self.neighbour = self._person("邻校长", "RL-20", self.neighbour_school)

    def case(self, *, title: str = "银杏一小月度检查发现问题整改", severity: int = 2) -> Case:
        """A case with two findings, waiting for its check."""
        case = create_case(
            kind="ZG", title=title, source="monthly_inspection", respondent=self.school, office=self.office,
            district=self.bureau, at=NOW, by=self.first,
        )  # fmt: skip
        for ordinal, fact in enumerate(("二年级三个班没有教案", "收费公示与备案不符"), 1):
            Finding.objects.create(
                case=case,
                ordinal=ordinal,
                code="VF-4",
                severity=severity,
                fact=fact,
                found_on=date(2026, 4, 23),
            )
        Case.objects.filter(pk=case.pk).update(severity=severity)
        return start_process(case=case, version=self.version, data={}, at=NOW, by=self.first)

    @property
    def version(self) -> ProcessVersion:
        return deploy(bundle=matter(), at=NOW)

    def do(self, case: Case, element: str, by: Person, **raw: Any) -> None:
        task = self.task(case, element)
        complete_task(task_id=task.pk, raw=raw, by=by, standing=standing_of(by, NOW.date()), at=NOW)

    def task(self, case: Case, element: str) -> UserTask:
        return UserTask.objects.open().get(instance__key=case.pk, element_id=element)

    def checked(self) -> Case:
        case = self.case()
        self.do(case, "check", self.first, **CHECKED)
        return case

    def answering(self) -> Case:
        """A case that waits for the principal."""
        case = self.checked()
        self.do(case, "approve", self.head, outcome="agreed", opinion="按期改正")
        return case

    def join(self, person: Person, role: str, organisation: Organisation) -> None:
        Membership.objects.create(
            person=person, organisation=organisation, role=role, valid_from=date(2020, 1, 1)
        )


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path) -> Desk:
    broken.clear()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    seed_official()
    return Desk()


@pytest.fixture
def browser() -> Callable[[Person], Client]:
    def log_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return log_in


@pytest.fixture
def task(desk: Desk) -> UserTask:
    return desk.task(desk.case(), "check")
