"""Whose paper it is: masked for who need not know him, and never masked beside his own name."""

import pytest

from casework.organisations.models import Organisation
from casework.papers.listing import case_papers
from casework.papers.naming import person_on
from casework.vendors.models import Instructor
from tests.casework.papers.world import World

pytestmark = pytest.mark.django_db


def test_the_offices_that_review_papers_read_names_and_other_readers_do_not(world: World) -> None:
    """The form of a review names the people; the list beside it says the same (domain.md §4.3, 活动中心 RVA)."""
    case, person = world.case(), world.instructor()
    world.ask(case, ["DT-216"], [person])

    def read_by(role: str, place: Organisation) -> str:
        return case_papers(case, world.standing(world.hire(role, place)))[0].lines[0].person

    assert read_by("RL-06", world.bureau) == person.name
    assert read_by("RL-03", world.bureau) == person.masked_name


def test_a_person_who_is_himself_the_vendor_is_not_masked_beside_his_name() -> None:
    alone = Organisation(name="剪纸艺人甲", kind=Organisation.Kind.INDIVIDUAL)
    of_many = Organisation(name="小苔艺术社", kind=Organisation.Kind.VENDOR)
    person = Instructor(name="剪纸艺人甲")
    assert person_on(person, subject=alone, in_full=False) == "剪纸艺人甲"
    assert person_on(person, subject=of_many, in_full=False) == "剪****"
    assert person_on(person, subject=of_many, in_full=True) == "剪纸艺人甲"
    assert person_on(None, subject=of_many, in_full=True) == ""
