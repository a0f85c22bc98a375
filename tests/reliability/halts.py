"""A change that took effect and whose cases fail: what hands do about it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from casework.audit.models import Event
from casework.calendar.services import seed_official
from casework.cases.models import Notice
from casework.changes.halting.jobs import watch
from casework.changes.models import ChangeSet, Halt
from casework.changes.services import open_change_set
from casework.organisations.models import Membership, Organisation, Person
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import ProcessVersion, UserTask
from processes.services import deploy, version_in_force
from tests.casework.changes.authoring import SIMPLE
from tests.casework.changes.desk import SOON, Desk
from tests.casework.changes.failing import IN_FORCE, Failing
from tests.casework.policy.conftest import AT
from tests.processes.diagrams import bundle, diagram


def publish_failing(cases: int = 3) -> None:
    """Version 2 is in force, and so many of its cases fail; the third one is one too many."""
    with transaction.atomic():
        seed_official()
        deploy(bundle=read_bundle(DEFINITIONS / "policy_change"), at=AT)
        version = deploy(bundle=bundle(diagram(SIMPLE)), at=AT)
        people = _people()
        change = open_change_set(title="缩短期限", reason="新规定", by=people.manager, at=AT)
        desk = Desk(people, change, version)
    failing = Failing(desk)
    for _ in range(cases):
        failing.fail(failing.new)


def _people() -> Any:
    """As the tests of changes have them, in the town of these tests."""
    place = {one.code: one for one in Organisation.objects.filter(code__in=["QSH", "JJK", "S10"])}
    found = SimpleNamespace(bureau=place["QSH"], office=place["JJK"], school=place["S10"])
    for name, role, where in (
        ("manager", "RL-12", found.bureau), ("head", "RL-04", found.office), ("deputy", "RL-01", found.bureau),
    ):  # fmt: skip
        person = Person.objects.create(username=f"change-{name}", post=name)
        Membership.objects.create(person=person, organisation=where, role=role, valid_from="2020-01-01")
        setattr(found, name, person)
    return found


def look(after: timedelta = timedelta(hours=1)) -> None:
    watch(at=IN_FORCE + after)


def start_now() -> int:
    """Open a case on the version that is in force; its number."""
    with transaction.atomic():
        version = version_in_force("main", on=SOON)
        _failing(version).case(version)
    return version.number


def fail_now() -> None:
    """One more case of version 2 fails; its incident is committed as that of a step is."""
    version = ChangeSet.objects.get().versions.get().version
    failing = _failing(version)
    with transaction.atomic():
        case = failing.case(version)
    with transaction.atomic():
        failing.fail(version, case=case)


def _failing(version: ProcessVersion) -> Failing:
    failing = Failing.__new__(Failing)
    change = ChangeSet.objects.get()
    assert change.case
    places = SimpleNamespace(
        office=change.case.office,
        bureau=change.case.district,
        school=Organisation.objects.get(code="S10"),
    )
    failing.desk = Desk(places, change, version)  # type: ignore[arg-type]
    return failing


def halted() -> dict[str, Any]:
    change = ChangeSet.objects.get()
    assert change.case
    return {
        "status": change.status,
        "halts": Halt.objects.count(),
        "told": Event.objects.filter(kind="change.halted").count(),
        "notices": Notice.objects.filter(text__contains="已自动停用").count(),
        "tasks": sorted(
            UserTask.objects.open()
            .filter(instance=change.case.instance_id)
            .values_list("element_id", flat=True)
        ),
        "new": version_in_force("main", on=SOON).number,
    }
