"""Who may let whom act for him, for how long, and what the database refuses by itself (domain.md §4.4 rule 10)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.organisations import rules
from casework.organisations.models import Delegation, Membership, Organisation, Person, Role
from casework.organisations.services import delegate, standing_of, withdraw
from processes.services import deploy
from tests.casework.organisations.conftest import TODAY, Hire
from tests.processes.diagrams import ASSIGNMENT, bundle, chain, diagram, end, start, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
DAY = timedelta(days=1)
Give = Callable[..., Delegation]


def process(name: str, role: str) -> None:
    lane = f'<banjie:assignment roles="{role}" scope="case.respondent"/>'
    body = start() + user_task("a").replace(ASSIGNMENT, lane) + end() + chain("start", "a", "end")
    deploy(bundle=bundle(diagram(body, process=name)), at=datetime.fromisoformat("2026-04-01T08:00+08:00"))


@pytest.fixture
def principal(hire: Hire) -> Person:
    process("main", "RL-20")
    process("office_only", "RL-04")
    return hire(Role.PRINCIPAL)


@pytest.fixture
def deputy(hire: Hire) -> Person:
    return hire(Role.LEADING_GROUP)


@pytest.fixture
def give(principal: Person, deputy: Person, school: Organisation, at: datetime) -> Give:
    def make(**more: Any) -> Delegation:
        values: dict[str, Any] = {
            "post": (Role.PRINCIPAL, str(school.pk)), "to": deputy, "processes": ["main"], "first_day": TODAY,
            "last_day": TODAY + 14 * DAY, "at": at, "by": principal,
        }  # fmt: skip
        return delegate(**values | more)

    return make


def test_the_substitute_stands_in_from_the_first_to_the_last_day(
    give: Give, principal: Person, deputy: Person
) -> None:
    give(first_day=TODAY + DAY, last_day=TODAY + 2 * DAY)
    held = [[one.principal for one in standing_of(deputy, TODAY + n * DAY).stand_ins] for n in range(4)]
    assert held == [[], [principal], [principal], []]


def test_a_substitute_gets_no_role(give: Give, deputy: Person) -> None:
    before = standing_of(deputy, TODAY)
    give()
    after = standing_of(deputy, TODAY)
    assert (after.pairs, after.has(Role.PRINCIPAL)) == (before.pairs, False)


def test_nobody_pays_for_delegations_but_a_substitute(give: Give, principal: Person, deputy: Person) -> None:
    give()
    for person, statements in ((principal, 1), (deputy, 2)):
        with CaptureQueriesContext(connection) as asked:
            standing_of(person, TODAY)
        assert len(asked) == statements


def test_fifteen_days_are_the_most(give: Give) -> None:
    with pytest.raises(rules.DelegatedTooLong, match="最长15天"):
        give(last_day=TODAY + 15 * DAY)
    assert give(last_day=TODAY + 14 * DAY).pk


def test_days_run_forwards_and_not_back_into_the_past(give: Give) -> None:
    with pytest.raises(rules.DelegationInThePast):
        give(first_day=TODAY - DAY)
    with pytest.raises(rules.DelegationBackwards):
        give(first_day=TODAY + DAY, last_day=TODAY)


def test_pay_plans_and_measures_against_teachers_are_never_signed_by_another(give: Give) -> None:
    for never in ("payplan", "staff_measure"):
        with pytest.raises(rules.NeverDelegated, match="须由本人签批"):
            give(processes=["main", never])


def test_only_matters_of_the_post_are_delegated(give: Give) -> None:
    for wrong in ([], ["office_only"], ["unknown"]):
        with pytest.raises(rules.NothingToDelegate):
            give(processes=wrong)


def test_only_a_colleague_of_the_same_school_and_of_a_fitting_post_is_named(
    give: Give, hire: Hire, other_school: Organisation, principal: Person
) -> None:
    for wrong in (hire(Role.TEACHER), hire(Role.LEADING_GROUP, other_school), hire(Role.BASIC_EDUCATION)):
        with pytest.raises(rules.NotAColleague):
            give(to=wrong)
    with pytest.raises(rules.DelegatedToOneself):
        give(to=principal)


def test_the_second_account_of_a_person_is_himself(give: Give, principal: Person, deputy: Person) -> None:
    Person.objects.filter(pk__in=[principal.pk, deputy.pk]).update(staff_number="T-1")
    principal.refresh_from_db()
    with pytest.raises(rules.DelegatedToOneself):
        give()


def test_nobody_delegates_a_post_that_is_not_his(give: Give, hire: Hire, school: Organisation) -> None:
    for by in (hire(Role.AFTER_SCHOOL_LEAD), hire(Role.HEAD_OF_OFFICE)):
        with pytest.raises(rules.NoPostToDelegate):
            give(by=by)
    lead = hire(Role.AFTER_SCHOOL_LEAD)
    with pytest.raises(rules.NoPostToDelegate):
        give(by=lead, post=(Role.AFTER_SCHOOL_LEAD, str(school.pk)))


def test_one_substitute_at_a_time(give: Give, hire: Hire) -> None:
    give(last_day=TODAY + 3 * DAY)
    with pytest.raises(rules.AlreadyDelegated, match="同一时间只能委托一个人"):
        give(to=hire(Role.DUTY_LEADER), first_day=TODAY + 3 * DAY)
    assert give(to=hire(Role.DUTY_LEADER), first_day=TODAY + 4 * DAY).pk


def test_there_is_no_chain(
    give: Give, hire: Hire, deputy: Person, principal: Person, school: Organisation
) -> None:
    """A school may have two principals for a while; neither passes on what he holds, nor is named while he is away."""
    second = hire(Role.PRINCIPAL)
    Membership.objects.create(person=second, organisation=school, role=Role.LEADING_GROUP, valid_from=TODAY)
    give(to=second)
    with pytest.raises(rules.DelegationPassedOn, match="不得转委托"):
        give(by=second, to=deputy)
    Membership.objects.create(
        person=principal, organisation=school, role=Role.LEADING_GROUP, valid_from=TODAY
    )
    third = hire(Role.PRINCIPAL)
    with pytest.raises(rules.DelegateIsAway):
        give(by=third, to=principal)


def test_taken_back_it_ends_at_once_and_only_by_who_gave_it(
    give: Give, principal: Person, deputy: Person, at: datetime
) -> None:
    held = give()
    with pytest.raises(rules.NoPostToDelegate):
        withdraw(delegation=held, at=at, by=deputy)
    withdraw(delegation=held, at=at, by=principal)
    assert standing_of(deputy, TODAY).stand_ins == ()
    with pytest.raises(rules.DelegationEnded):
        withdraw(delegation=held, at=at, by=principal)
    told = [
        sentence(one, "zh") for one in Event.objects.filter(kind__startswith="delegation.").order_by("seq")
    ]
    assert told == [
        "松涛中学RL-20委托松涛中学RL-24代办本人在松涛中学的审批，自2026年4月24日至2026年5月8日",
        "松涛中学RL-20收回了委托松涛中学RL-24的代办（松涛中学）",
    ]


def test_it_falls_with_the_post_of_either(give: Give, principal: Person, deputy: Person) -> None:
    give()
    for person in (principal, deputy):
        role = Membership.objects.filter(person=person)
        role.update(valid_to=TODAY - DAY)
        assert standing_of(deputy, TODAY).stand_ins == ()
        role.update(valid_to=None)
    assert standing_of(deputy, TODAY).stand_ins


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_on": TODAY + 15 * DAY},
        {"ends_on": TODAY - DAY},
        {"role": Role.TEACHER},
        {"processes": ""},
        {"processes": "main"},
        {"processes": " main payplan "},
        {"processes": " staff_measure "},
        {"delegate": "principal"},
        {"again": True},
        {"passed on": True},
    ],
    ids=str,
)
def test_the_database_keeps_the_rule_for_whoever_writes(
    broken: dict[str, Any], principal: Person, deputy: Person, school: Organisation, at: datetime
) -> None:
    values = {
        "principal": principal, "delegate": deputy, "organisation": school, "role": Role.PRINCIPAL,
        "processes": " main ", "starts_on": TODAY, "ends_on": TODAY + DAY, "given_at": at,
    }  # fmt: skip
    if broken.pop("again", False):
        Delegation.objects.create(**values)
    if broken.pop("passed on", False):
        Delegation.objects.create(**values | {"principal": deputy, "delegate": principal, "role": "RL-04"})
    if broken.get("delegate"):
        broken = {"delegate": principal}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.create(**values | broken)


def test_a_delegation_is_withdrawn_once_and_otherwise_never_changed(give: Give, at: datetime) -> None:
    held = Delegation.objects.filter(pk=give().pk)
    for change in ({"ends_on": date(2026, 5, 9)}, {"processes": " main other "}):
        with pytest.raises(IntegrityError), transaction.atomic():
            held.update(**change)
    held.update(revoked_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        held.update(revoked_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        held.delete()
