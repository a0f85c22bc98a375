"""Papers of the matters in which somebody stands in for another: he decides on them (domain.md §4.4 rule 10)."""

from datetime import timedelta

import pytest

from casework.cases.models import Case
from casework.cases.services import start_process
from casework.organisations.models import Person, Role
from casework.organisations.services import delegate, withdraw
from casework.papers.models import Paper
from casework.papers.services import sensitive
from processes.services import deploy
from tests.casework.papers.world import NOW, TODAY, World
from tests.processes.diagrams import ASSIGNMENT, bundle, chain, diagram, end, start, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
PRINCIPAL = '<banjie:assignment roles="RL-20" scope="case.school"/>'


@pytest.fixture
def principal(world: World) -> Person:
    return world.hire(Role.PRINCIPAL, world.school)


def begin(case: Case) -> None:
    body = (
        start() + user_task("decide").replace(ASSIGNMENT, PRINCIPAL) + end() + chain("start", "decide", "end")
    )
    start_process(case=case, version=deploy(bundle=bundle(diagram(body)), at=NOW), data={}, at=NOW, by=None)


def test_a_substitute_reads_the_papers_of_what_was_delegated_and_no_sensitive_one(
    world: World, principal: Person
) -> None:
    duty, case, other = world.hire(Role.DUTY_LEADER, world.school), world.case(), world.case()
    begin(case)
    person = world.instructor()
    for one, types in ((case, ["DT-211", "DT-218"]), (other, ["DT-212"])):
        for asked in world.ask(one, types, [person]):
            world.answer(asked)

    def seen() -> set[str]:
        return set(Paper.objects.visible_to(world.standing(duty)).values_list("type_code", flat=True))

    assert seen() == set()
    given = delegate(
        post=("RL-20", str(world.school.pk)), to=duty, processes=["main"], first_day=TODAY,
        last_day=TODAY + timedelta(days=1), at=NOW, by=principal,
    )  # fmt: skip
    assert seen() == {"DT-211", "DT-218"}
    assert not sensitive.may_open(Paper.objects.get(type_code="DT-218"), world.standing(duty))
    withdraw(delegation=given, at=NOW, by=principal)
    assert seen() == set()
