"""Separation of duties in vetting (domain.md §4.5), and the list of papers as the roster changes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casework.cases.models import Case
from casework.organisations.models import Membership, Person
from casework.papers import checklists
from casework.papers.models import Requirement
from casework.permits.models import Permit
from casework.scenarios.runner import ScenarioBroken, play
from casework.scenarios.script import Scenario, scenarios_of
from casework.scenarios.world import World
from casework.vendors.models import Instructor
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DecisionRecord
from processes.services import deploy

pytestmark = [pytest.mark.django_db]
FOLDER = "ven_vet"
STORY = {path.stem: scenario for path, scenario in scenarios_of(FOLDER)}
LONG_AGO = date(2020, 1, 1)
NOW = datetime(2026, 2, 25, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def deployed(db: None) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / FOLDER), at=datetime(2026, 1, 1, tzinfo=UTC))


def same_person_verifies_and_interviews(scenario: Scenario) -> Scenario:
    steps = [
        replace(step, role="RL-21", person="经办") if (step.task or "").startswith("ven_vet_school") else step
        for step in scenario.steps
    ]
    return replace(scenario, steps=tuple(steps))


def staff(world: World, school: str, size: int) -> None:
    for number in range(size):
        person = Person.objects.create(username=f"teacher-{number}", post=f"教师{number}")
        Membership.objects.create(
            person=person, organisation=world.organisation(school), role="RL-23", valid_from=LONG_AGO
        )


def test_in_a_large_school_whoever_verified_does_not_chair_the_interview() -> None:
    world = World()
    staff(world, "银杏一小", 11)
    with pytest.raises(ScenarioBroken, match="不相容岗位"):
        play(same_person_verifies_and_interviews(STORY["d05_low"]), world=world)


def test_in_a_small_school_one_person_may_do_both() -> None:
    report = play(same_person_verifies_and_interviews(STORY["d05_low"]))
    assert report.end == "面审不通过"


def waiting_for_papers() -> Case:
    return play(STORY["share_over_limit"]).case


def test_somebody_new_on_the_roster_is_asked_for_papers_of_his_own() -> None:
    case = waiting_for_papers()
    before = Requirement.objects.filter(case=case).count()
    newcomer = Instructor.objects.create(organisation=case.respondent, name="I-0999", created_at=NOW)
    checklists.rebuild(case, NOW)
    asked = Requirement.objects.filter(case=case, instructor=newcomer, is_mandatory=True)
    assert set(asked.values_list("type_code", flat=True)) == {"DT-216", "DT-217", "DT-218", "DT-219"}
    assert Requirement.objects.filter(case=case).count() == before + 5


def test_building_the_list_again_changes_nothing() -> None:
    case = waiting_for_papers()
    before = list(Requirement.objects.filter(case=case).values())
    checklists.rebuild(case, NOW)
    assert list(Requirement.objects.filter(case=case).values()) == before


def test_every_paper_that_was_judged_has_a_record_that_names_it() -> None:
    case = play(STORY["duplicate_file"]).case
    records = DecisionRecord.objects.filter(instance=case.instance_id, table="D03")
    named = [record.inputs["about"] for record in records]
    assert (
        len(named) == len(set(named)) == Requirement.objects.filter(case=case, is_mandatory=True).count() - 1
    )


def test_what_was_filed_is_frozen_with_every_paper_by_its_hash() -> None:
    case = play(STORY["st04_coach"]).case
    filing = (
        Permit.objects.select_related("filing__deposit", "application__school")
        .get(application=case.pk)
        .filing
    )
    snapshot = filing.snapshot
    assert filing.deposit is not None
    # The school files for the vendor, by the same deposit as whatever else is filed.
    assert (filing.filer, filing.deposit.filer) == (case.school, case.school)
    assert (filing.deposit.snapshot, filing.deposit.subject) == (snapshot, "入校备案")
    assert [form["form"] for form in filing.content["forms"]] == [
        "apply",
        "draft_contract",
        "confirm_contract",
    ]
    for line in Requirement.objects.filter(case=case, paper__isnull=False).select_related("paper__document"):
        version = line.paper.version if line.paper else None
        assert version is not None
        assert version.sha256 in snapshot
