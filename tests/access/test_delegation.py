"""Row-level rule 10: a principal lets a named colleague approve for him, and nobody gains by it (domain.md §4.4, §4.5)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import now

from casework.audit.models import Event
from casework.cases.departures import return_tasks
from casework.cases.models import Case
from casework.cases.policies import visible_cases, visible_tasks
from casework.cases.services import NotAllowed, complete_task, retry_incident
from casework.cases.standing_in import take
from casework.inbox.desk.filters import Filters
from casework.inbox.desk.queries import todo
from casework.inbox.viewer import Viewer
from casework.organisations.models import Delegation, Membership, Organisation, Person, Substitution
from casework.organisations.services import delegate, end_membership, register_recusal, standing_of, withdraw
from config.jobs import run_jobs
from processes.models import Incident, Submission, UserTask
from processes.services import AlreadyClaimed, NotACandidate
from tests.casework.cases.conftest import LANE, NOW, Cast, broken, cast, open_case, task_of
from tests.processes.diagrams import ASSIGNMENT, chain, end, service, start, user_task

__all__ = ["cast", "open_case"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Case]
TODAY, DAY = NOW.date(), timedelta(days=1)
SCHOOL = LANE.replace("RL-03", "RL-20").replace("case.office", "case.respondent")
SCHOOL_DESK = SCHOOL.replace("RL-20", "RL-21")
HEAD = LANE.replace("RL-03", "RL-04")


class School(Cast):
    """The cast with a head of office, and in the school somebody of the leading group and a lead for the service."""

    def __init__(self, cast: Cast) -> None:
        self.__dict__.update(cast.__dict__)
        self.head = self._person("科长", "RL-04", self.office)
        self.vice = self._person("李四", "RL-24", self.school)
        self.lead = self._person("王五", "RL-21", self.school)
        self.duty = self._person("赵六", "RL-22", self.school)

    def give(self, to: Person, by: Person | None = None, **more: Any) -> Delegation:
        by = by or self.principal
        role = Membership.objects.filter(person=by).latest("pk")
        values: dict[str, Any] = {
            "post": (role.role, str(role.organisation_id)), "to": to, "processes": ["main"], "first_day": TODAY,
            "last_day": TODAY + DAY, "at": NOW, "by": by,
        }  # fmt: skip
        return delegate(**values | more)


@pytest.fixture
def school(cast: Cast) -> School:
    return School(cast)


def in_order(*tasks: tuple[str, str], failing: bool = False) -> str:
    """Tasks after each other, each with its lane; with an automatic step after the first that may fail."""
    body = "".join(user_task(name).replace(ASSIGNMENT, lane) for name, lane in tasks)
    names = [name for name, _ in tasks]
    if failing:
        body += service("s", "test.unsteady")
        names.insert(1, "s")
    return start() + body + end() + chain("start", *names, "end")


def complete(case: Case, element: str, by: Person, at: datetime = NOW) -> None:
    standing = standing_of(by, at.date())
    complete_task(task_id=task_of(case, element).pk, raw={"ok": "true"}, by=by, standing=standing, at=at)


def listed(person: Person) -> list[str]:
    viewer = Viewer(standing_of(person, TODAY), NOW, "zh-hans")
    return [task.element_id for task in todo(viewer, Filters())[:50]]


def test_the_substitute_finds_the_task_and_does_it_and_every_record_says_for_whom(
    school: School, open_case: Open
) -> None:
    case = open_case(in_order(("answer", SCHOOL), ("close", LANE)))
    assert listed(school.duty) == []
    with pytest.raises(NotAllowed, match="岗位职责"):
        complete(case, "answer", school.duty)
    given = school.give(school.duty)
    assert listed(school.duty) == ["answer"]
    task = task_of(case, "answer")
    complete(case, "answer", school.duty)
    kept = Substitution.objects.get()
    assert (kept.task, kept.case, kept.delegation) == (task.pk, case.pk, given)
    assert Submission.objects.get(task_id=task.pk).by == school.duty
    told = Event.objects.get(chain=case.pk, kind="task.completed")
    assert (told.by_name, told.on_behalf) == ("赵六", "丁")


def test_only_the_chosen_processes_are_open_to_the_substitute(school: School, open_case: Open) -> None:
    case = open_case(in_order(("answer", SCHOOL)))
    given = school.give(school.duty)
    other = Delegation.objects.filter(pk=given.pk)
    withdraw(delegation=given, at=NOW, by=school.principal)
    Delegation.objects.create(
        principal=school.principal, delegate=school.duty, organisation=school.school, role="RL-20",
        processes=" something ", starts_on=TODAY, ends_on=TODAY, given_at=NOW,
    )  # fmt: skip
    assert other.exists()
    assert listed(school.duty) == []
    with pytest.raises(NotAllowed):
        complete(case, "answer", school.duty)


def test_the_case_is_seen_while_the_delegation_holds_and_no_longer(school: School, open_case: Open) -> None:
    case = open_case(in_order(("answer", SCHOOL)))
    task = task_of(case, "answer")

    def sees() -> tuple[bool, bool]:
        here = standing_of(school.duty, TODAY)
        return (
            visible_cases(here).filter(pk=case.pk).exists(),
            visible_tasks(here).filter(pk=task.pk).exists(),
        )

    assert sees() == (False, False)
    given = school.give(school.duty)
    assert sees() == (True, True)
    withdraw(delegation=given, at=NOW, by=school.principal)
    assert sees() == (False, False)


def test_what_the_principal_had_taken_passes_to_the_substitute_and_back(
    school: School, open_case: Open
) -> None:
    case = open_case(in_order(("answer", SCHOOL)))
    task = take(task=task_of(case, "answer"), standing=standing_of(school.principal, TODAY), at=NOW)
    with pytest.raises(NotACandidate):
        take(task=task, standing=standing_of(school.duty, TODAY), at=NOW)
    given = school.give(school.duty)
    assert listed(school.duty) == ["answer"]
    taken = take(task=task, standing=standing_of(school.duty, TODAY), at=NOW)
    assert taken.assignee == school.duty
    with pytest.raises(AlreadyClaimed):
        take(task=task, standing=standing_of(school.principal, TODAY), at=NOW)
    withdraw(delegation=given, at=NOW, by=school.principal)
    return_tasks.func(person_id=school.duty.pk, by=None, at=NOW.isoformat())
    taken.refresh_from_db()
    assert taken.assignee is None


def test_when_it_is_over_the_refusal_says_so(school: School, open_case: Open) -> None:
    case = open_case(in_order(("answer", SCHOOL)))
    given = school.give(school.duty)
    take(task=task_of(case, "answer"), standing=standing_of(school.duty, TODAY), at=NOW)
    with pytest.raises(NotAllowed, match="丁的委托到2026年4月25日（周六）为止"):
        complete(case, "answer", school.duty, NOW + 2 * DAY)
    before = standing_of(school.duty, TODAY)
    withdraw(delegation=given, at=NOW, by=school.principal)
    with pytest.raises(NotAllowed, match="丁已于2026年4月24日（周五）收回委托"):
        complete(case, "answer", school.duty)
    # Also for a request that had read its standing before.
    with pytest.raises(NotAllowed, match="收回委托"):
        complete_task(
            task_id=task_of(case, "answer").pk, raw={"ok": "true"}, by=school.duty, standing=before, at=NOW
        )
    assert not Substitution.objects.exists()


def test_nobody_approves_for_another_what_he_had_a_hand_in_himself(school: School, open_case: Open) -> None:
    case = open_case(in_order(("draft", SCHOOL_DESK), ("answer", SCHOOL)))
    school.give(school.lead)
    complete(case, "draft", school.lead)
    with pytest.raises(NotAllowed, match="不能再代丁办理"):
        complete(case, "answer", school.lead)


def test_the_other_account_of_the_drafter_is_the_drafter(school: School, open_case: Open) -> None:
    Person.objects.filter(pk__in=[school.lead.pk, school.duty.pk]).update(staff_number="T-9")
    for person in (school.lead, school.duty):
        person.refresh_from_db()
    case = open_case(in_order(("draft", SCHOOL_DESK), ("answer", SCHOOL)))
    complete(case, "draft", school.lead)
    school.give(school.duty)
    with pytest.raises(NotAllowed, match="不能再代丁办理"):
        complete(case, "answer", school.duty)


def test_what_the_principal_may_not_do_his_substitute_may_not_either(school: School, open_case: Open) -> None:
    """He drafted it himself; and what was done for him he has done."""
    apart = SCHOOL + '<banjie:separation from="draft"/>'
    case = open_case(in_order(("draft", SCHOOL), ("answer", apart)))
    complete(case, "draft", school.principal)
    school.give(school.duty)
    with pytest.raises(NotAllowed, match="丁自己不能办理这一步"):
        complete(case, "answer", school.duty)


def test_the_principal_is_kept_from_what_is_separated_from_his_substitutes_deed(
    school: School, open_case: Open
) -> None:
    apart = SCHOOL + '<banjie:separation from="draft"/>'
    case = open_case(in_order(("draft", SCHOOL), ("answer", apart)))
    school.give(school.duty)
    complete(case, "draft", school.duty)
    for person, said in ((school.principal, "不相容岗位分离"), (school.duty, "不相容岗位分离")):
        with pytest.raises(NotAllowed, match=said):
            complete(case, "answer", person)


def test_recusals_of_both_look_through_the_delegation(school: School, open_case: Open) -> None:
    for away in (school.head, school.second):
        case = open_case(in_order(("sign", HEAD)))
        given = school.give(school.second, by=school.head)
        kept = register_recusal(
            person=away, organisation=school.school, reason="子女在该校就读", first_day=TODAY, last_day=TODAY,
            at=NOW, by=None,
        )  # fmt: skip
        with pytest.raises(NotAllowed, match=f"{away}须回避本案（已登记回避：子女在该校就读）"):
            complete(case, "sign", school.second)
        kept.delete()
        withdraw(delegation=given, at=NOW, by=school.head)
    school.give(school.second, by=school.head)
    complete(case, "sign", school.second)


def test_who_belongs_to_the_respondent_signs_for_no_office_through_another(
    school: School, open_case: Open
) -> None:
    case = open_case(in_order(("sign", HEAD)))
    Membership.objects.create(
        person=school.head, organisation=school.school, role="RL-23", valid_from=TODAY - 400 * DAY
    )
    school.give(school.second, by=school.head, post=("RL-04", str(school.office.pk)))
    with pytest.raises(NotAllowed, match="科长自己不能办理这一步"):
        complete(case, "sign", school.second)


def test_his_own_right_comes_first_and_is_recorded_as_his_own(school: School, open_case: Open) -> None:
    both = SCHOOL.replace("RL-20", "RL-20 RL-21")
    case = open_case(in_order(("answer", both)))
    school.give(school.lead)
    complete(case, "answer", school.lead)
    assert not Substitution.objects.exists()
    assert Event.objects.get(chain=case.pk, kind="task.completed").on_behalf == ""


def test_a_step_that_failed_is_repeated_in_the_name_of_both(school: School, open_case: Open) -> None:
    case = open_case(in_order(("answer", SCHOOL), ("close", LANE), failing=True))
    school.give(school.duty)
    broken["now"] = True
    complete(case, "answer", school.duty)
    assert not Substitution.objects.exists()
    broken.clear()
    retry_incident(incident=Incident.objects.get(), by=school.first, at=NOW)
    assert Substitution.objects.get().delegation.principal == school.principal
    assert Event.objects.get(chain=case.pk, kind="task.completed").on_behalf == "丁"
    assert task_of(case, "close")


def test_another_schools_delegation_opens_nothing(school: School, open_case: Open) -> None:
    place = school._organisation("S11", Organisation.Kind.SCHOOL, school.bureau)
    neighbour = school._person("邻校长", "RL-20", place)
    vice = school._person("邻副校长", "RL-24", place)
    case = open_case(in_order(("answer", SCHOOL)))
    school.give(vice, by=neighbour)
    assert listed(vice) == []
    assert not visible_cases(standing_of(vice, TODAY)).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowed):
        complete(case, "answer", vice)


def test_when_the_principal_leaves_his_post_what_the_substitute_had_taken_returns(
    school: School, open_case: Open
) -> None:
    case = open_case(in_order(("answer", SCHOOL)))
    school.give(school.duty)
    taken = take(task=task_of(case, "answer"), standing=standing_of(school.duty, TODAY), at=NOW)
    post = Membership.objects.get(person=school.principal)
    end_membership(membership=post, last_day=TODAY - DAY, at=NOW, by=None)
    run_jobs(at=now())
    assert UserTask.objects.get(pk=taken.pk).assignee is None


def test_tasks_return_by_themselves_on_the_day_after(school: School, open_case: Open) -> None:
    case = open_case(in_order(("answer", SCHOOL)))
    school.give(school.duty)
    taken = take(task=task_of(case, "answer"), standing=standing_of(school.duty, TODAY), at=NOW)
    run_jobs(at=NOW)
    assert UserTask.objects.get(pk=taken.pk).assignee == school.duty
    run_jobs(at=NOW + 2 * DAY)
    assert UserTask.objects.get(pk=taken.pk).assignee is None
