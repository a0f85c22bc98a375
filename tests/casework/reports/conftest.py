"""A district small enough to be counted by hand: two schools, ten findings, five filings, three visits. It is 24 April 2026."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.calendar.models import Deadline
from casework.calendar.services import seed_official
from casework.cases.models import Case
from casework.findings.models import Finding
from casework.organisations.models import Organisation, Person
from casework.papers.models import Paper
from documents.models import Document
from processes.models import ProcessInstance, UserTask
from processes.services import deploy
from tests.casework.cases.conftest import NOW, Cast
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

Browser = Callable[[Person], Client]


def on(day: str, hour: int = 12) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), NOW.tzinfo)


class District(Cast):
    """Rows as they are stored, with nothing but what the figures are made of."""

    def __init__(self) -> None:
        super().__init__()
        self.leader = self._person("分管领导", "RL-01", self.bureau)
        self.auditor = self._person("审计", "RL-15", self.bureau)
        self.lead = self._person("课后负责人", "RL-21", self.school)
        self.centre_office = self._organisation("JSFZ", Organisation.Kind.OFFICE, self.bureau)
        self.centre = self._person("教研员", "RL-08", self.centre_office)
        self.neighbour_school = self._organisation("S11", Organisation.Kind.SCHOOL, self.bureau)
        self.neighbour = self._person("邻校长", "RL-20", self.neighbour_school)
        self.version = deploy(
            bundle=bundle(diagram(start() + user_task("a") + end() + chain("start", "a", "end"))), at=NOW
        )

    def case(self, kind: str, school: Organisation, opened: str, closed: str = "", **also: Any) -> Case:
        key, begun = uuid4(), on(opened)
        ended = on(closed) if closed else None
        instance = ProcessInstance.objects.create(
            version=self.version, key=key, state="", started_at=begun, ended_at=ended,
            status="ENDED" if closed else "RUNNING",
        )  # fmt: skip
        return Case.objects.create(
            id=key, number=f"QSH-{kind}-2026-{Case.objects.count() + 1:06d}", kind=kind, title=f"{school}{kind}",
            source="patrol", respondent=school, office=self.office, district=self.bureau, instance=instance,
            opened_at=begun, closed_at=ended, outcome="已办结" if closed else "", **also,
        )  # fmt: skip

    def due(self, case: Case, name: str, on_day: str, *, met: str = "", extended: int = 0) -> Deadline:
        return Deadline.objects.create(
            holder=case.pk, name=name, length=5, unit="WD", starts_on=date.fromisoformat(on_day) - timedelta(7),
            verb="送达", due_on=date.fromisoformat(on_day), due_at=on(on_day, 23), state="MET" if met else "OPEN",
            met_at=on(met) if met else None, extended_by=extended, created_at=case.opened_at,
        )  # fmt: skip

    def finding(self, case: Case, **also: Any) -> Finding:
        number = case.findings.count() + 1
        values = {"code": "SF-3", "severity": 2, "fact": "缺记录", "found_on": date(2026, 2, 1)} | also
        return Finding.objects.create(case=case, ordinal=number, **values)

    def task(self, case: Case, scope: Organisation, due: str = "", by: Person | None = None) -> UserTask:
        return UserTask.objects.create(
            id=uuid4(), instance=ProcessInstance.objects.get(key=case.pk), process_id="hand", element_id="a",
            name="办理", roles=" RL-03 ", scope=str(scope.pk), assignee=by, opened_at=case.opened_at,
            due_at=on(due, 23) if due else None,
        )  # fmt: skip

    def paper(self, type_code: str, days_left: int) -> Paper:
        document = Document.objects.create(
            holder=self.school.pk, type_code=type_code, title="证", created_at=NOW
        )
        return Paper.objects.create(
            subject=self.school, type_code=type_code, document=document, state="SUBMITTED", created_at=NOW,
            valid_to=timezone.localdate() + timedelta(days_left),
        )  # fmt: skip


def _rectifications(town: District) -> None:
    """March: 5 findings due, 4 on time (2 of them extended), 1 late. April: 1 missing; 2 wait for May."""
    passed = {"state": "CLOSED", "result": "pass"}
    one = town.case("ZG", town.school, "2026-03-02", "2026-03-16", served_on=date(2026, 3, 3))
    town.due(one, "rectify", "2026-03-10", met="2026-03-09")
    town.due(one, "recheck", "2026-03-13", met="2026-03-12")
    for _ in range(2):
        town.finding(one, closed_on=date(2026, 3, 16), **passed)
    two = town.case("ZG", town.neighbour_school, "2026-03-02", "2026-03-25", served_on=date(2026, 3, 3))
    town.due(two, "rectify", "2026-03-20", met="2026-03-20", extended=5)
    town.due(two, "recheck", "2026-03-24", met="2026-03-23")
    town.finding(two, closed_on=date(2026, 3, 25), **passed)
    town.finding(two, closed_on=date(2026, 3, 25), round=2, severity=3, **passed)
    town.finding(two, state="WITHDRAWN")
    late = town.case("ZG", town.school, "2026-03-02", "2026-03-31", served_on=date(2026, 3, 3))
    # Nothing was done by the first day; the last one that was set instead does not make it timely.
    town.due(late, "rectify", "2026-03-17", met="2026-03-18")
    town.due(late, "rectify", "2026-03-27", met="2026-03-26")
    town.finding(late, state="REPAIRING", result="fail")
    missing = town.case("ZG", town.school, "2026-04-01")
    town.due(missing, "rectify", "2026-04-15")
    town.finding(missing, state="REPAIRING")
    town.task(missing, town.school, due="2026-04-15", by=town.lead)
    waiting = town.case("ZG", town.neighbour_school, "2026-04-20")
    town.due(waiting, "rectify", "2026-05-12")
    town.finding(waiting, state="REPAIRING")
    town.finding(waiting, state="REPAIRING")
    town.task(waiting, town.office, due="2026-05-12", by=town.first)


def _others(town: District) -> None:
    for school, due, met in (
        (town.school, "2026-03-17", "2026-03-16"), (town.neighbour_school, "2026-03-17", "2026-03-19"),
    ):  # fmt: skip
        town.due(town.case("AP", school, "2026-03-02", "2026-04-01"), "filing", due, met=met)
    for school, due in ((town.school, "2026-04-20"), (town.neighbour_school, "2026-05-20")):
        filed = town.case("FF", school, "2026-03-02")
        town.due(filed, "filing", due)
        town.task(filed, town.office)
    town.case("JC", town.school, "2026-03-10", "2026-03-20")
    town.case("JC", town.school, "2026-04-10", "2026-04-20")
    for due, met in (("2026-03-24", "2026-03-23"), ("2026-04-20", "2026-04-22"), ("2026-04-21", "")):
        town.due(town.case("JC", town.office, "2026-03-02"), "circular", due, met=met)
    town.case("SD", town.neighbour_school, "2026-03-11", "2026-03-20", teaching=True)
    for type_code, left in (
        ("DT-212", 0),
        ("DT-212", 7),
        ("DT-212", 8),
        ("DT-216", 30),
        ("DT-216", 60),
        ("DT-216", 61),
    ):
        town.paper(type_code, left)


@pytest.fixture
def town(db: None, settings: Any) -> District:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    seed_official()
    made = District()
    _rectifications(made)
    _others(made)
    return made


@pytest.fixture
def browser() -> Browser:
    def log_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return log_in
