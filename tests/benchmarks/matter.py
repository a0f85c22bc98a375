"""The matter that is measured: a process of six user tasks, two people, and cases opened on it through the services."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.standing import Standing, standing_of
from processes.models import ProcessVersion
from processes.services import deploy
from tests.processes.diagrams import ASSIGNMENT, bundle, chain, diagram, end, start, user_task

NOW = datetime(2026, 4, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
LANE = '<banjie:assignment roles="RL-03" scope="case.office"/>'
STEPS = ("accept", "check", "visit", "report", "review", "archive")
FORM = b'{"title": "x", "fields": [{"name": "note", "type": "text", "label": "x", "required": true}]}'


def six_tasks(lane: str = LANE) -> bytes:
    """Six user tasks after each other, each with a lane and a form."""
    tasks = "".join(user_task(step, lane) for step in STEPS)
    return diagram(start() + tasks + end() + chain("start", *STEPS, "end"))


@dataclass(frozen=True)
class Office:
    """An office whose officer may take every task, and the school that answers."""

    bureau: Organisation
    office: Organisation
    school: Organisation
    officer: Person

    @property
    def standing(self) -> Standing:
        return standing_of(self.officer, NOW.date())


def office() -> Office:
    """The office of this database, made when there is none."""
    found = Organisation.objects.filter(code="BENCH-OFFICE").first()
    if found is None:
        return _made()
    return Office(
        bureau=Organisation.objects.get(code="BENCH"),
        office=found,
        school=Organisation.objects.get(code="BENCH-SCHOOL"),
        officer=Person.objects.get(username="bench"),
    )


def _made() -> Office:
    kinds = Organisation.Kind
    bureau = _organisation("BENCH", kinds.BUREAU, None)
    desk, school = (
        _organisation(f"BENCH-{n}", k, bureau)
        for n, k in (("OFFICE", kinds.OFFICE), ("SCHOOL", kinds.SCHOOL))
    )
    officer = Person.objects.create(username="bench", post="测量员")
    Membership.objects.create(person=officer, organisation=desk, role="RL-03", valid_from=date(2020, 1, 1))
    return Office(bureau, desk, school, officer)


def _organisation(code: str, kind: str, parent: Organisation | None) -> Organisation:
    return Organisation.objects.create(code=code, name=code, short_name=code, kind=kind, parent=parent)


def version(body: bytes | None = None, form: bytes = FORM) -> ProcessVersion:
    """The process, deployed; the same diagram again is the same version."""
    # The lane of the case's office in place of the one that the small diagrams of tests are written with.
    content = (body or six_tasks()).replace(ASSIGNMENT.encode(), b"")
    with transaction.atomic():
        return deploy(bundle=bundle(content, form=form), at=NOW)


def open_case(place: Office, process: ProcessVersion) -> Case:
    with transaction.atomic():
        case = create_case(
            kind="ZG", title="测量", source="patrol", respondent=place.school, office=place.office,
            district=place.bureau, at=NOW, by=place.officer,
        )  # fmt: skip
        return start_process(case=case, version=process, data={}, at=NOW, by=place.officer)
