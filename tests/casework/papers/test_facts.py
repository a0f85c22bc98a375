"""Facts of a paper: what is kept, and every sentence about what is wrong."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.cases.models import Case
from casework.papers.models import Paper
from casework.papers.services import facts, verification
from casework.vendors.models import Instructor
from tests.casework.papers.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def licence(world: World, case: Case) -> Paper:
    return world.answer(world.ask(case, ["DT-211"])[0])


def wrong(paper: Paper) -> dict[str, str]:
    return {fault.fact: str(fault.sentence) for fault in facts.faults(paper, day=TODAY)}


@pytest.mark.parametrize("typed", ["2027-06-30", "2027.6.30", "2027/06/30", "20270630", "2027年6月30日"])
def test_a_date_is_read_however_it_is_written(licence: Paper, typed: str) -> None:
    assert facts.keep(paper=licence, values={"valid_to": typed}, by=None, at=NOW) == []
    licence.refresh_from_db()
    assert (licence.valid_to, licence.is_long_term) == (date(2027, 6, 30), False)


def test_what_can_be_read_is_kept_beside_what_cannot(licence: Paper) -> None:
    values = {"issuer": "市场监管局", "issued_on": "去年", "valid_to": "2027-02-30", "amount": "5"}
    refused = facts.keep(paper=licence, values=values, by=None, at=NOW)
    assert {fault.fact for fault in refused} == {"issued_on", "valid_to", "amount"}
    assert all(fault.sentence and fault.clause for fault in refused)
    licence.refresh_from_db()
    assert (licence.issuer, licence.issued_on, licence.is_long_term) == ("市场监管局", None, True)


def test_an_end_before_the_beginning_is_refused_whichever_comes_first(world: World, case: Case) -> None:
    policy = world.answer(world.ask(case, ["DT-231"])[0])
    for values in ({"valid_from": "2027-03-01"}, {"valid_to": "2025-01-01"}):
        (fault,) = facts.keep(paper=policy, values=values, by=None, at=NOW)
        assert "有效期" in str(fault.sentence)
    assert facts.keep(
        paper=policy, values={"valid_from": "2028-01-01", "valid_to": "2028-12-31"}, by=None, at=NOW
    )
    moved = {"valid_to": "2028-12-31"}, {"valid_from": "2028-01-01"}
    assert [facts.keep(paper=policy, values=values, by=None, at=NOW) for values in moved] == [[], []]


def test_no_end_is_an_end_only_where_the_type_knows_it(world: World, case: Case, licence: Paper) -> None:
    assert licence.is_long_term
    policy = world.answer(world.ask(case, ["DT-211", "DT-231"])[1])
    (fault,) = facts.keep(paper=policy, values={"valid_to": "长期"}, by=None, at=NOW)
    assert "长期" in str(fault.sentence)


@pytest.mark.persistence
def test_a_paper_in_order_has_no_fault(world: World, case: Case, person: Instructor) -> None:
    types = ["DT-211", "DT-212", "DT-231", "DT-216", "DT-217", "DT-218", "DT-219"]
    for requirement in world.ask(case, types, [person]):
        assert wrong(world.answer(requirement)) == {}, requirement.type_code


def test_every_required_fact_that_is_missing_is_named(licence: Paper) -> None:
    nothing = {"number": "", "holder": " ", "is_long_term": False}
    facts.keep(paper=licence, values=nothing, by=None, at=NOW)
    assert set(wrong(licence)) == {"number", "holder", "valid_to"}


def test_a_licence_is_compared_with_the_profile(world: World, licence: Paper) -> None:
    other = world.other_vendor.vendor_profile.credit_code
    facts.keep(paper=licence, values={"number": other, "holder": "别家"}, by=None, at=NOW)
    assert set(wrong(licence)) == {"number", "holder"}
    assert other in wrong(licence)["number"]
    facts.keep(paper=licence, values={"number": other[:-1] + "0"}, by=None, at=NOW)
    assert "18位" in wrong(licence)["number"]


def test_brackets_and_blanks_make_no_other_name(world: World, licence: Paper) -> None:
    world.vendor.name = "蓝舟（南昌）科技"
    world.vendor.save()
    facts.keep(paper=licence, values={"holder": "蓝舟(南昌) 科技"}, by=None, at=NOW)
    licence.refresh_from_db()
    assert "holder" not in wrong(licence)


def test_a_certificate_of_somebody_else_is_noticed(world: World, case: Case, person: Instructor) -> None:
    paper = world.answer(world.ask(case, ["DT-218"], [person])[0], holder="张三")
    assert "张三丰" in wrong(paper)["holder"]


def test_who_is_not_insured_is_named(world: World, case: Case, person: Instructor) -> None:
    other = world.instructor("李四", serial=12)
    insurance = world.ask(case, ["DT-231", "DT-216"], [person, other])[0]
    paper = world.answer(insurance, persons="张三丰、王五")
    assert "李四" in wrong(paper)["persons"]
    assert "张三丰" not in wrong(paper)["persons"]


ODD_DATES: list[tuple[str, dict[str, Any], str, str, bool]] = [
    ("DT-211", {"issued_on": TODAY + timedelta(1)}, "issued_on", "还没有到", False),
    ("DT-211", {"issued_on": "1930-01-01"}, "issued_on", "核对", True),
    ("DT-211", {"valid_to": TODAY - timedelta(1)}, "valid_to", "已经过期", False),
    ("DT-211", {"valid_to": "2126-01-01"}, "valid_to", "长期", True),
    ("DT-211", {"issued_on": "2026-01-01", "valid_to": "2025-12-31"}, "issued_on", "晚于", False),
    ("DT-219", {"issued_on": TODAY - timedelta(367)}, "issued_on", "过旧", False),
    ("DT-231", {"valid_from": "2029-01-01", "valid_to": "2029-12-31"}, "valid_from", "年份", True),
]


@pytest.mark.parametrize("odd", ODD_DATES)
def test_dates_are_held_against_the_calendar(
    world: World, case: Case, person: Instructor, odd: tuple[str, dict[str, Any], str, str, bool]
) -> None:
    code, values, fact, words, is_question = odd
    paper = world.answer(world.ask(case, [code], [person])[0], **values)
    (fault,) = (found for found in facts.faults(paper, day=TODAY) if found.fact == fact)
    assert words in str(fault.sentence)
    assert fault.is_question is is_question
    assert fault.clause == "实施方案 二（一）"


def test_facts_are_fixed_once_handed_in_and_open_once_given_back(
    world: World, case: Case, licence: Paper
) -> None:
    world.hand_in(case)
    with pytest.raises(facts.FactsFixed):
        facts.keep(paper=licence, values={"number": "1"}, by=None, at=NOW)
    requirement = case.requirements.get()
    verification.give_back(requirement=requirement, reason="编号填错", by=world.lead, at=NOW)
    assert facts.keep(paper=licence, values={"issuer": "行政审批局"}, by=None, at=NOW) == []
