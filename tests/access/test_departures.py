"""Whoever leaves a post can do nothing more in its name, and what he had in hand returns to the post."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from casework.audit.models import Event
from casework.cases.departures import return_tasks
from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.cases.services import NotAllowed, complete_task
from casework.organisations.models import Membership, Person
from casework.organisations.services import appoint, edit_person, end_membership, standing_of
from config.jobs import run_jobs
from processes.models import UserTask
from processes.services import claim
from tests.casework.cases.conftest import LANE, NOW, Cast, cast, open_case, task_of
from tests.processes.diagrams import ASSIGNMENT, chain, end, start, user_task

__all__ = ["cast", "open_case"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Case]
YESTERDAY = timedelta(days=1)


def task_in(name: str, lane: str) -> str:
    return user_task(name).replace(ASSIGNMENT, lane)


def claimed(cast: Cast, case: Case) -> UserTask:
    return claim(task=task_of(case), by=cast.first, standing=cast.standing(cast.first).pairs, at=NOW)


def role_of(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def leave(person: Person, at: datetime) -> None:
    end_membership(membership=role_of(person), last_day=localdate(at) - YESTERDAY, at=at, by=None)


def complete(task: UserTask, by: Person, **raw: Any) -> None:
    standing = standing_of(by, NOW.date())
    complete_task(task_id=task.pk, raw=raw, by=by, standing=standing, at=NOW)


def test_whoever_lost_the_role_cannot_complete_what_he_had_claimed(cast: Cast, open_case: Open) -> None:
    task = claimed(cast, open_case())
    leave(cast.first, NOW)
    with pytest.raises(NotAllowed, match="岗位职责"):
        complete(task, cast.first)


def test_whoever_is_blocked_cannot_complete_what_he_had_claimed(cast: Cast, open_case: Open) -> None:
    task = claimed(cast, open_case())
    edit_person(person=cast.first, is_active=False, at=NOW, by=None)
    cast.first.refresh_from_db()
    with pytest.raises(NotAllowed, match="岗位职责"):
        complete(task, cast.first)


def test_ending_a_role_returns_its_tasks_to_the_post_and_says_so(cast: Cast, open_case: Open) -> None:
    case = open_case()
    task = claimed(cast, case)
    leave(cast.first, NOW)
    run_jobs(at=now())
    task.refresh_from_db()
    assert (task.assignee, task.claimed_at) == (None, None)
    assert Event.objects.get(chain=case.pk, kind="task.returned").payload["person"] == "甲"
    complete(task, cast.second)


def test_blocking_an_account_returns_its_tasks(cast: Cast, open_case: Open) -> None:
    task = claimed(cast, open_case())
    edit_person(person=cast.first, is_active=False, at=NOW, by=None)
    run_jobs(at=now())
    task.refresh_from_db()
    assert task.assignee is None


def test_a_role_that_ends_later_keeps_its_tasks_until_then(cast: Cast, open_case: Open) -> None:
    task, today = claimed(cast, open_case()), now()
    end_membership(membership=role_of(cast.first), last_day=localdate(today), at=today, by=None)
    run_jobs(at=today)
    task.refresh_from_db()
    assert task.assignee == cast.first
    return_tasks.func(person_id=cast.first.pk, by=None, at=(today + YESTERDAY).isoformat())
    task.refresh_from_db()
    assert task.assignee is None


def test_a_second_role_that_may_take_the_task_keeps_it(cast: Cast, open_case: Open) -> None:
    lane = LANE.replace("RL-03", "RL-03 RL-05")
    case = open_case(start() + task_in("a", lane) + end() + chain("start", "a", "end"))
    task = claimed(cast, case)
    old = role_of(cast.first)
    appoint(
        person=cast.first,
        organisation=cast.office,
        role="RL-05",
        first_day=old.valid_from,
        at=NOW,
        by=None,
    )
    end_membership(membership=old, last_day=NOW.date() - YESTERDAY, at=NOW, by=None)
    run_jobs(at=now())
    task.refresh_from_db()
    assert task.assignee == cast.first
    complete(task, cast.first)


def test_whom_the_diagram_names_keeps_the_task_as_long_as_he_belongs_to_the_organisation(
    cast: Cast, open_case: Open
) -> None:
    named = LANE.replace("/>", f' assignee="= &quot;{cast.first.pk}&quot;"/>').replace("RL-03", "RL-07")
    task = task_of(open_case(start() + task_in("a", named) + end() + chain("start", "a", "end")))
    assert task.assignee == cast.first
    leave(cast.first, NOW)
    with pytest.raises(NotAllowed):
        complete(task, cast.first)
    membership = role_of(cast.first)
    membership.valid_to = None
    membership.save()
    complete(task, cast.first)


def test_a_case_that_one_had_a_part_in_is_not_seen_after_leaving(cast: Cast, open_case: Open) -> None:
    body = start() + task_in("a", LANE.replace("RL-03", "RL-23").replace("office", "respondent"))
    teacher = Person.objects.create(username="教师", post="教师")
    Membership.objects.create(
        person=teacher, organisation=cast.school, role="RL-23", valid_from=NOW.date() - YESTERDAY * 9
    )
    case = open_case(body + task_in("b", LANE) + end() + chain("start", "a", "b", "end"))
    complete(task_of(case), teacher)
    assert case in visible_cases(standing_of(teacher, NOW.date()))
    leave(teacher, NOW)
    assert case not in visible_cases(standing_of(teacher, NOW.date()))


def test_a_school_that_a_case_was_taken_from_sees_it_no_more(cast: Cast, open_case: Open) -> None:
    from casework.cases.services.reassignment import hand_over
    from casework.organisations.models import Organisation

    lane = LANE.replace("RL-03", "RL-20").replace("office", "respondent")
    case = open_case(
        start() + task_in("a", lane) + task_in("b", lane) + end() + chain("start", "a", "b", "end")
    )
    complete(task_of(case), cast.principal)
    other = Organisation.objects.create(
        code="S11", name="S11", short_name="S11", kind="SCHOOL", parent=cast.bureau
    )
    hand_over(case=Case.objects.get(pk=case.pk), to=other)
    assert case not in visible_cases(cast.standing(cast.principal))
