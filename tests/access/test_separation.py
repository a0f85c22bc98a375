"""Random histories of who does what: nobody does two separated things, nobody of the respondent judges (domain.md §4.5)."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.cases.models import Case
from casework.cases.services import NotAllowed, SomebodyWasFaster, complete_task
from casework.organisations.models import Membership, Organisation, Person
from processes.models import Submission, UserTask
from processes.services import AlreadyClaimed, NotACandidate, claim, release
from tests.casework.cases.conftest import LANE, NOW, Cast, cast, open_case
from tests.processes.diagrams import ASSIGNMENT, chain, end, exclusive, flow, start, user_task

__all__ = ["cast", "open_case"]
pytestmark = pytest.mark.django_db
Open = Callable[..., Case]
Deed = tuple[str, int, bool]

# Who did one of these may not do the task after; the opening is the registration of the case.
SEPARATED = {"check": ("draft",), "approve": ("draft", "check", "opening")}
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["complete"] * 5 + ["claim", "release", "leave", "return"]),
        st.integers(0, 8),
        st.booleans(),
    ),
    min_size=4,
    max_size=24,
)


class Office(Cast):
    """Colleagues of one office, some with two accounts, some of whom belong to the respondent as well."""

    def __init__(self, cast: Cast) -> None:
        self.__dict__.update(cast.__dict__)
        self._numbered(self.first, "T-1")
        people = {name: self._person(name, "RL-03", self.office) for name in ("戊", "己", "庚", "辛", "壬")}
        # A second account of the one who opens the case, and a colleague with two.
        self._numbered(people["戊"], "T-1")
        self._numbered(people["己"], "T-2")
        self._numbered(people["庚"], "T-2")
        # One who belongs to the school as well, and one who does so by another account.
        self._join(people["辛"], self.school)
        self._numbered(people["壬"], "T-3")
        self._numbered(self.principal, "T-3")
        self.people: Sequence[Person] = [
            self.first,
            self.second,
            *people.values(),
            self.outsider,
            self.principal,
        ]
        self.respondents = {_human(people["辛"]), "T-3"}

    @staticmethod
    def _numbered(person: Person, number: str) -> None:
        person.staff_number = number
        person.save(update_fields=["staff_number"])

    @staticmethod
    def _join(person: Person, organisation: Organisation) -> None:
        Membership.objects.create(
            person=person, organisation=organisation, role="RL-21", valid_from=NOW.date()
        )


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(history=DEEDS)
def test_no_history_lets_one_person_do_what_is_separated(
    office: Office, open_case: Open, history: list[Deed]
) -> None:
    with transaction.atomic():
        case = open_case(_diagram())
        for deed, who, agreed in history:
            _attempt(case, office, deed, office.people[who], agreed)
        done = [(s.element_id, _human(s.by)) for s in Submission.objects.select_related("by").order_by("pk")]
        transaction.set_rollback(True)
    _assert_separated([("opening", "T-1"), *done])
    judged = {human for element, human in done if element != "answer"}
    assert not judged & office.respondents


def test_the_trial_moves_where_the_right_people_act(office: Office, open_case: Open) -> None:
    """Otherwise the histories above would hold because nothing ever happens."""
    case = open_case(_diagram())
    for who in (0, 1, 3, 8):
        _attempt(case, office, "complete", office.people[who], True)
    assert list(Submission.objects.order_by("pk").values_list("element_id", flat=True)) == [
        "draft",
        "check",
        "approve",
        "answer",
    ]


def _diagram() -> str:
    """Draft, check, back to the draft or on to the approval, answer of the respondent."""
    answers = LANE.replace("RL-03", "RL-20 RL-21").replace("case.office", "case.respondent")
    tasks = {
        "draft": LANE,
        "check": LANE + '<banjie:separation from="draft"/>',
        "approve": LANE + '<banjie:separation from="draft check opening"/>',
        "answer": answers,
    }
    body = "".join(user_task(name).replace(ASSIGNMENT, lane) for name, lane in tasks.items())
    return (
        start() + body + exclusive("good", "draft") + end() + chain("start", "draft", "check", "good")
        + flow("good", "draft") + flow("good", "approve", "check.ok = true") + chain("approve", "answer", "end")
    )  # fmt: skip


def _attempt(case: Case, office: Office, deed: str, by: Person, agreed: bool) -> None:
    """Do it as the screens would, at the only open task; a refusal is an answer."""
    task = UserTask.objects.open().filter(instance__key=case.pk).first()
    standing = office.standing(by)
    if deed in {"leave", "return"}:
        until = NOW.date() - timedelta(days=1) if deed == "leave" else None
        Membership.objects.filter(person=by, role="RL-03").update(valid_to=until)
    elif task is not None:
        deeds: dict[str, Callable[[], Any]] = {
            "claim": lambda: claim(task=task, by=by, standing=standing.pairs, at=NOW),
            "release": lambda: release(task=task, by=by),
            "complete": lambda: complete_task(
                task_id=task.pk, raw={"ok": str(agreed).lower()}, by=by, standing=standing, at=NOW
            ),
        }
        try:
            deeds[deed]()
        except (NotAllowed, NotACandidate, AlreadyClaimed, SomebodyWasFaster):
            return


def _assert_separated(done: list[tuple[str, str]]) -> None:
    for place, (element, human) in enumerate(done):
        before = {other for other, same in done[:place] if same == human}
        assert not before & set(SEPARATED.get(element, ())), f"{human} did {before} and then {element}"


def _human(person: Person) -> str:
    """Accounts of one staff number are one human being."""
    return person.staff_number or f"account {person.pk}"
