"""Verified against the original, given back with a reason, and used again while it is good."""

from datetime import date

import pytest

from casework.audit.models import Event
from casework.cases.models import Case
from casework.papers.models import Paper, Requirement
from casework.papers.services import facts, handing_in, reuse, verification
from casework.vendors.models import Instructor
from tests.casework.papers.world import NOW, TODAY, World

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
State = Paper.State


def handed_in(world: World, case: Case, *types: str) -> list[Requirement]:
    for requirement in world.ask(case, types):
        world.answer(requirement)
    world.hand_in(case)
    return list(case.requirements.all())


def verify(world: World, paper: Paper | None, case: Case | None = None) -> Paper:
    assert paper is not None
    return verification.verify(paper=paper, method="ORIGINAL", by=world.lead, at=NOW, case=case)


def test_a_verified_paper_says_by_whom_how_and_when(world: World, case: Case) -> None:
    (requirement,) = handed_in(world, case, "DT-211")
    paper = verify(world, requirement.paper, case)
    paper.refresh_from_db()
    requirement.refresh_from_db()
    assert (paper.state, paper.method, paper.verified_by, paper.verified_at) == (
        State.VALID, "ORIGINAL", world.lead, NOW,
    )  # fmt: skip
    assert requirement.state == Requirement.State.ACCEPTED
    assert Event.objects.get(chain=case.pk, kind="paper.verified").payload["method"] == "原件核对"


def test_a_draft_can_be_neither_verified_nor_given_back(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    paper = world.answer(requirement)
    with pytest.raises(verification.NotHandedIn):
        verify(world, paper)
    with pytest.raises(verification.NotHandedIn):
        verification.give_back(requirement=requirement, reason="看不清", by=world.lead, at=NOW)


def test_what_is_given_back_can_be_mended_and_the_rest_stays(world: World, case: Case) -> None:
    bad, good = handed_in(world, case, "DT-211", "DT-212")
    verify(world, good.paper)
    with pytest.raises(verification.ReasonMissing):
        verification.give_back(requirement=bad, reason=" ", by=world.lead, at=NOW)
    verification.give_back(requirement=bad, reason="编号看不清", by=world.lead, at=NOW)
    bad.refresh_from_db()
    assert bad.paper is not None
    assert (bad.state, bad.message, bad.paper.state) == (
        Requirement.State.RETURNED,
        "编号看不清",
        State.DRAFT,
    )

    frozen = bad.paper.version
    facts.keep(paper=bad.paper, values={"issuer": "行政审批局"}, by=world.clerk, at=NOW)
    paper = world.answer(bad)
    assert frozen is not None
    assert frozen in paper.document.versions.all()
    assert paper.version != frozen
    assert len(world.hand_in(case).rows) == 1
    states = [row.state for row in case.requirements.all()]
    assert states == [Requirement.State.ANSWERED, Requirement.State.ACCEPTED]


def test_a_paper_on_which_another_case_rests_stays_as_it_is_when_given_back(world: World, case: Case) -> None:
    (first,) = handed_in(world, case, "DT-211")
    second = world.ask(world.case(school=world.other_school), ["DT-211"])[0]
    assert first.paper is not None
    reuse.take(requirement=second, paper=first.paper, by=world.clerk, at=NOW)
    world.hand_in(second.case)
    second.refresh_from_db()
    verification.give_back(requirement=second, reason="已更名", by=world.other_lead, at=NOW)
    first.paper.refresh_from_db()
    assert first.paper.state == State.SUBMITTED
    assert world.answer(second) != first.paper


def test_papers_that_are_good_are_offered_and_taken_without_a_file(
    world: World, case: Case, person: Instructor
) -> None:
    for requirement in world.ask(case, ["DT-211", "DT-218"], [person]):
        world.answer(requirement)
    world.hand_in(case)
    again = world.case(school=world.other_school)
    licence, certificate = world.ask(again, ["DT-211", "DT-218"], [person])
    offered = reuse.offers(certificate, on=TODAY).get()
    assert offered.instructor == person
    reuse.take(requirement=certificate, paper=offered, by=world.clerk, at=NOW)
    receipt = world.hand_in(again)
    assert [(row.type_code, row.is_reused) for row in receipt.rows] == [("DT-218", True)]
    assert reuse.offers(licence, on=TODAY).count() == 1


def test_nothing_is_offered_of_drafts_of_others_or_past_its_day(
    world: World, case: Case, person: Instructor
) -> None:
    draft = world.ask(case, ["DT-211", "DT-212", "DT-218"], [person])
    for requirement in draft:
        world.answer(requirement)
    again = world.ask(world.case(school=world.other_school), ["DT-211", "DT-212", "DT-218"], [person])
    foreign = world.ask(world.case(world.other_vendor), ["DT-211"])[0]
    assert not any(reuse.offers(requirement, on=TODAY).exists() for requirement in again)
    world.hand_in(case)
    assert not reuse.offers(foreign, on=TODAY).exists()
    assert not reuse.offers(again[1], on=date(2027, 7, 1)).exists()
    # Issued on the first of March, good for 183 days.
    assert reuse.offers(again[2], on=date(2026, 8, 31)).exists()
    assert not reuse.offers(again[2], on=date(2026, 9, 1)).exists()
    paper = draft[0].paper
    assert paper is not None
    with pytest.raises(reuse.NotOffered):
        reuse.take(requirement=foreign, paper=paper, by=world.other_clerk, at=NOW)


def test_the_renewed_paper_is_replaced_when_the_new_one_is_verified(world: World, case: Case) -> None:
    (first,) = handed_in(world, case, "DT-212")
    old = verify(world, first.paper)
    renewal = world.ask(world.case(kind="DQ"), ["DT-212"])[0]
    new = world.answer(renewal, valid_to="2028-06-30")
    world.hand_in(renewal.case)
    old.refresh_from_db()
    assert old.state == State.VALID
    verify(world, Paper.objects.get(pk=new.pk))
    old.refresh_from_db()
    assert (old.state, old.replaced_by.pk) == (State.REPLACED, new.pk)


def test_a_contract_with_one_school_replaces_none_with_another(world: World) -> None:
    contracts = []
    for school, lead in ((world.school, world.lead), (world.other_school, world.other_lead)):
        requirement = world.ask(world.case(school=school), ["DT-221"])[0]
        contracts.append(world.answer(requirement, by=lead))
        handing_in.hand_in(case=requirement.case, by=lead, at=NOW, is_for_school=True)
        verify(world, Paper.objects.get(pk=contracts[-1].pk))
    assert {Paper.objects.get(pk=paper.pk).state for paper in contracts} == {State.VALID}
