"""What D03 is told about a paper."""

from datetime import date
from decimal import Decimal

import pytest

from casework.cases.models import Case
from casework.papers.models import Requirement
from casework.papers.services import answering, verdicts
from casework.vendors.models import Instructor
from tests.casework.papers.world import NOW, TODAY, World
from tests.documents import files

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def told(requirement: Requirement, *categories: str) -> dict[str, object]:
    requirement.refresh_from_db()
    return verdicts.inputs(
        requirement, on=TODAY, needed_until=date(2026, 7, 10), categories=categories or ("arts",)
    )


def test_nothing_sent_is_missing_and_nothing_else(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-231"])
    answering.begin(requirement=requirement, name="a.jpg", size=9, by=world.clerk, at=NOW)
    assert told(requirement) == {
        "missing": True, "unreadable": False, "duplicate": False, "valid_to": None, "today": TODAY,
        "needed_until": date(2026, 7, 10), "strict": True, "age_days": None, "max_age_days": None,
        "mismatch": True, "out_of_scope": False,
    }  # fmt: skip


def test_a_paper_in_order_gives_no_cause(world: World, case: Case, person: Instructor) -> None:
    (requirement,) = world.ask(case, ["DT-218"], [person])
    world.answer(requirement)
    found = told(requirement)
    assert not any(
        found[cause] for cause in ("missing", "unreadable", "duplicate", "mismatch", "out_of_scope")
    )
    assert (found["valid_to"], found["age_days"], found["max_age_days"]) == (
        date(2026, 8, 31), Decimal(54), Decimal(183),
    )  # fmt: skip


def test_the_same_bytes_of_another_subject_are_a_duplicate_and_the_same_subject_may_repeat_itself(
    world: World, case: Case
) -> None:
    content = files.photo()
    own, again = world.ask(case, ["DT-211", "DT-212"])
    world.answer(own, content=content)
    world.answer(again, content=content)
    assert not told(own)["duplicate"]

    foreign = world.ask(world.case(world.other_vendor), ["DT-211"])[0]
    world.answer(foreign, by=world.other_clerk, content=content)
    assert told(own)["duplicate"]
    assert told(foreign)["duplicate"]


def test_what_has_run_out_is_not_a_mismatch_besides(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-212"])
    world.answer(requirement, valid_to="2026-04-01")
    assert told(requirement)["mismatch"] is False
    assert told(requirement)["valid_to"] == date(2026, 4, 1)


def test_a_day_of_issue_that_is_to_come_is_a_mismatch(world: World, case: Case, person: Instructor) -> None:
    (requirement,) = world.ask(case, ["DT-219"], [person])
    world.answer(requirement, issued_on="2026-05-01")
    assert told(requirement)["mismatch"] is True


@pytest.mark.parametrize(
    ("scope", "categories", "is_out"),
    [
        ("文化艺术、科技", ("arts", "science"), False),
        ("美术、书法培训", ("arts",), False),
        ("文化艺术", ("arts", "sports"), True),
        ("", ("arts",), True),
    ],
)
def test_a_licence_must_name_each_category(
    world: World, case: Case, scope: str, categories: tuple[str, ...], is_out: bool
) -> None:
    (requirement,) = world.ask(case, ["DT-212"])
    world.answer(requirement, scope=scope)
    assert told(requirement, *categories)["out_of_scope"] is is_out


def test_a_verdict_is_kept_with_its_sentence(world: World, case: Case) -> None:
    (requirement,) = world.ask(case, ["DT-211"])
    verdicts.keep(requirement=requirement, verdict="过期", message="执照已过期，请换领。")
    requirement.refresh_from_db()
    assert (requirement.verdict, requirement.message) == ("过期", "执照已过期，请换领。")
