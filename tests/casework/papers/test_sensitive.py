"""Sensitive papers: who may open them, when, and what is written down of it (domain.md §4.3, §4.4 rules 1 to 3)."""

import pytest

from casework.audit.models import Event
from casework.cases.models import Case
from casework.organisations.models import Person, Role
from casework.papers.models import Paper
from casework.papers.services import sensitive, verification
from casework.vendors.models import Instructor
from tests.casework.papers.world import NOW, World

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
TYPES = ["DT-216", "DT-218", "DT-219"]


@pytest.fixture
def papers(world: World, case: Case, person: Instructor) -> dict[str, Paper]:
    return {row.type_code: world.answer(row) for row in world.ask(case, TYPES, [person])}


def openable(world: World, person: Person, papers: dict[str, Paper]) -> set[str]:
    standing = world.standing(person)
    return {code for code, paper in papers.items() if sensitive.may_open(paper, standing)}


def test_the_owner_opens_his_own_and_the_office_all(world: World, papers: dict[str, Paper]) -> None:
    assert openable(world, world.clerk, papers) == set(TYPES)
    assert openable(world, world.officer, papers) == set(TYPES)


def test_others_open_none(world: World, case: Case, papers: dict[str, Paper]) -> None:
    world.hand_in(case)
    director = world.hire(Role.DEPUTY_DIRECTOR, world.bureau)
    basic = world.hire(Role.BASIC_EDUCATION, world.bureau)
    for person in (world.other_clerk, world.other_lead, world.keeper, director, basic):
        assert openable(world, person, papers) == set(), person


def test_the_school_opens_identity_while_it_verifies_and_never_health_or_record(
    world: World, case: Case, papers: dict[str, Paper]
) -> None:
    assert openable(world, world.lead, papers) == set()
    world.hand_in(case)
    assert openable(world, world.lead, papers) == {"DT-216"}
    verification.verify(
        paper=Paper.objects.get(pk=papers["DT-216"].pk), method="ORIGINAL", by=world.lead, at=NOW, case=case
    )
    assert openable(world, world.lead, papers) == set()


def test_a_view_stands_in_the_trail_with_its_reason(world: World, papers: dict[str, Paper]) -> None:
    paper = papers["DT-218"]
    standing = world.standing(world.officer)
    version = sensitive.open(paper=paper, reason="复核准入查询", standing=standing, by=world.officer, at=NOW)
    assert version == paper.version
    event = Event.objects.get(chain=world.vendor.pk, kind="paper.viewed")
    assert (event.by, event.payload["reason"]) == (world.officer, "复核准入查询")


def test_no_reason_or_no_right_gives_no_file_and_no_event(world: World, papers: dict[str, Paper]) -> None:
    def view(person: Person, reason: str) -> None:
        standing = world.standing(person)
        sensitive.open(paper=papers["DT-218"], reason=reason, standing=standing, by=person, at=NOW)

    with pytest.raises(sensitive.ReasonTooShort):
        view(world.officer, " 看 ")
    with pytest.raises(sensitive.MayNotOpen):
        view(world.lead, "核对身份证有效期")
    assert not Event.objects.filter(kind="paper.viewed").exists()


def test_a_vendor_sees_its_own_rows_and_what_it_signed_a_school_those_it_asked_for(world: World) -> None:
    case, foreign = world.case(), world.case(world.other_vendor, world.other_school)
    own, need, contract = (world.answer(row) for row in world.ask(case, ["DT-211", "DT-206", "DT-221"]))
    (other,) = (world.answer(row, by=world.other_clerk) for row in world.ask(foreign, ["DT-211"]))

    def seen(person: Person) -> set[Paper]:
        return set(Paper.objects.visible_to(world.standing(person)))

    assert seen(world.clerk) == {own, contract}
    assert seen(world.other_clerk) == {other}
    assert seen(world.lead) == {own, need, contract}
    assert seen(world.other_lead) == {other}
    assert seen(world.officer) == {own, need, contract, other}
