"""The list of what a case asks for, and its answers."""

import io

import pytest

from casework.audit.models import Event
from casework.cases.models import Case
from casework.papers.models import Paper, Requirement
from casework.papers.services import answering, handing_in, requirements
from casework.vendors.models import Instructor
from documents.models import DocumentVersion
from documents.services import UploadRefused, receive
from tests.casework.papers.world import NOW, World, line
from tests.documents import files

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
State = Requirement.State


def asked(case: Case) -> list[tuple[str, str]]:
    return [(row.type_code, str(row.instructor or "")) for row in case.requirements.all()]


def test_building_twice_changes_nothing_and_another_list_keeps_the_answers(
    world: World, case: Case, person: Instructor
) -> None:
    first = world.ask(case, ["DT-211", "DT-216"], [person])
    paper = world.answer(first[0])
    assert [row.pk for row in world.ask(case, ["DT-211", "DT-216"], [person])] == [row.pk for row in first]

    requirements.build(case=case, lines=[line("DT-212"), line("DT-211")], at=NOW)
    assert asked(case) == [("DT-212", ""), ("DT-211", "")]
    assert case.requirements.get(type_code="DT-211").paper == paper


def test_a_line_that_comes_back_takes_up_the_draft_that_it_left(world: World, case: Case) -> None:
    paper = world.answer(world.ask(case, ["DT-211"])[0])
    world.ask(case, ["DT-212"])
    assert not paper.requirements.exists()
    assert world.ask(case, ["DT-211"])[0].paper == paper


def test_another_upload_before_handing_in_is_another_version_of_the_same_paper(
    world: World, case: Case
) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    first = world.answer(requirement)
    again = world.answer(requirement, content=files.photo((320, 240)))
    assert again == first
    states = [version.state for version in again.document.versions.order_by("number")]
    assert states == [DocumentVersion.State.WITHDRAWN, DocumentVersion.State.AVAILABLE]


def test_a_file_that_is_refused_leaves_the_good_one_standing(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    good = world.answer(requirement).version
    paper, version, _ = answering.begin(
        requirement=requirement, name="坏.pdf", size=4, by=world.clerk, at=NOW
    )
    receive(version=version, stream=io.BytesIO(b"nope"))
    settled = answering.finish(requirement=requirement, version=version, at=NOW)
    assert settled.state == DocumentVersion.State.REFUSED
    assert Paper.objects.get(pk=paper.pk).version == good


def test_a_file_of_another_kind_is_refused_with_a_sentence(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    with pytest.raises(UploadRefused):
        answering.begin(requirement=requirement, name="证.exe", size=4, by=world.clerk, at=NOW)
    assert not Paper.objects.exists()


def test_taking_an_answer_away_makes_the_draft_void(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    paper = world.answer(requirement)
    answering.detach(requirement=requirement, by=world.clerk, at=NOW)
    paper.refresh_from_db()
    assert (paper.state, paper.version) == (Paper.State.VOID, None)
    assert case.requirements.get().paper is None


def test_handing_in_fixes_the_files_and_lists_them(world: World, case: Case, person: Instructor) -> None:
    first, second, _ = world.ask(case, ["DT-211", "DT-216", "DT-231"], [person])
    papers = [world.answer(first), world.answer(second)]
    receipt = world.hand_in(case)

    assert receipt.number == f"{case.number}-1"
    versions = [paper.version for paper in papers]
    assert [(row.sha256, row.size) for row in receipt.rows] == [(v.sha256, v.size) for v in versions if v]
    assert [row.person for row in receipt.rows] == ["", "张**"]
    assert [row.state for row in case.requirements.all()] == [State.ANSWERED, State.ANSWERED, State.OPEN]
    assert set(Paper.objects.values_list("state", flat=True)) == {Paper.State.SUBMITTED}
    assert not DocumentVersion.objects.filter(frozen_at=None).exists()
    event = Event.objects.get(chain=case.pk, kind="papers.handed_in")
    assert event.payload["rows"] == [row.as_json() for row in receipt.rows]


def test_what_was_handed_in_takes_no_other_file(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    world.answer(requirement)
    world.hand_in(case)
    with pytest.raises(answering.NotOpen):
        answering.begin(requirement=requirement, name="a.jpg", size=9, by=world.clerk, at=NOW)
    with pytest.raises(answering.NotOpen):
        answering.detach(requirement=requirement, by=world.clerk, at=NOW)
    with pytest.raises(handing_in.NothingToHandIn):
        world.hand_in(case)


def test_a_school_hands_in_its_own_papers_and_they_are_the_schools(world: World, case: Case) -> None:
    vendors, schools = world.ask(case, ["DT-211", "DT-206"])
    world.answer(vendors)
    need = world.answer(schools)
    world.hand_in(case)
    assert need.subject == world.school
    assert [row.state for row in case.requirements.all()] == [State.ANSWERED, State.OPEN]
    handing_in.hand_in(case=case, by=world.lead, at=NOW, is_for_school=True)
    assert case.requirements.get(type_code="DT-206").state == State.ANSWERED
