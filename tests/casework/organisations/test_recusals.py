"""Who must keep away from which organisation: what is registered, and what the registers know by themselves."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.organisations.functions import recusal
from casework.organisations.models import Membership, Organisation, Person, Recusal, Role
from casework.organisations.rules import AlreadyEnded, EndsBeforeItBegan, RecusalExists
from casework.organisations.services import end_recusal, register_recusal
from processes import feel, registry
from tests.casework.organisations.conftest import TODAY, Hire

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
DAY = timedelta(days=1)
CHILD = "子女在该校就读"


@pytest.fixture
def inspector(hire: Hire) -> Person:
    return hire(Role.BASIC_EDUCATION)


def keep_away(person: Person, school: Organisation, at: datetime, **more: object) -> Recusal:
    values = {"reason": CHILD, "first_day": TODAY, "by": None, **more}
    return register_recusal(person=person, organisation=school, at=at, **values)  # type: ignore[arg-type]


def test_a_registered_recusal_holds_from_its_first_to_its_last_day(
    inspector: Person, school: Organisation, at: datetime
) -> None:
    keep_away(inspector, school, at, last_day=TODAY + DAY)
    said = [recusal(str(inspector.pk), str(school.pk), TODAY + n * DAY) for n in (-1, 0, 1, 2)]
    assert said == [None, f"已登记回避：{CHILD}", f"已登记回避：{CHILD}", None]


def test_another_school_and_another_person_are_free(
    inspector: Person, hire: Hire, school: Organisation, other_school: Organisation, at: datetime
) -> None:
    keep_away(inspector, school, at)
    assert recusal(str(inspector.pk), str(other_school.pk), TODAY) is None
    assert recusal(str(hire(Role.BASIC_EDUCATION).pk), str(school.pk), TODAY) is None


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, "现任职于松涛中学"),
        (TODAY, "现任职于松涛中学"),
        (date(2023, 4, 25), "2023年4月25日才离开松涛中学，不满3年"),
        (date(2023, 4, 24), None),
    ],
)
def test_whoever_works_there_or_left_less_than_three_years_ago_keeps_away(
    inspector: Person, school: Organisation, until: date | None, said: str | None
) -> None:
    Membership.objects.create(
        person=inspector, organisation=school, role=Role.TEACHER, valid_from=date(2018, 9, 1), valid_to=until
    )
    assert recusal(str(inspector.pk), str(school.pk), TODAY) == said


def test_every_account_of_the_human_being_counts(
    inspector: Person, school: Organisation, at: datetime
) -> None:
    Person.objects.filter(pk=inspector.pk).update(staff_number="7")
    second = Person.objects.create_user(username="second", post="督学", staff_number="7")
    keep_away(inspector, school, at)
    assert recusal(second.pk, str(school.pk), TODAY) == f"已登记回避：{CHILD}"


def test_expressions_may_ask_and_nonsense_is_nobody(
    inspector: Person, school: Organisation, at: datetime
) -> None:
    keep_away(inspector, school, at)
    names = {"who": str(inspector.pk), "where": str(school.pk), "day": TODAY}
    asked = feel.parse("recusal(who, where, day)").evaluate(names, functions=registry.functions(), at=at)
    assert asked == f"已登记回避：{CHILD}"
    assert [recusal("x", str(school.pk)), recusal("1", "x"), recusal("0", str(school.pk))] == [None] * 3


def test_registering_twice_or_backwards_is_refused_and_the_trail_tells_of_both_ends(
    inspector: Person, hire: Hire, school: Organisation, at: datetime
) -> None:
    head = hire(Role.HEAD_OF_OFFICE)
    made = keep_away(inspector, school, at, by=head)
    with pytest.raises(RecusalExists):
        keep_away(inspector, school, at)
    with pytest.raises(EndsBeforeItBegan):
        end_recusal(recusal=made, last_day=TODAY - DAY, at=at, by=head)
    end_recusal(recusal=made, last_day=TODAY, at=at, by=head)
    with pytest.raises(AlreadyEnded):
        end_recusal(recusal=made, last_day=TODAY, at=at, by=head)
    told = [sentence(event, "zh-hans") for event in Event.objects.filter(chain=inspector.chain)]
    assert told == [
        f"{head}登记：{inspector}回避松涛中学，自2026年4月24日起，事由：{CHILD}",
        f"{head}结束了{inspector}对松涛中学的回避，最后一天为2026年4月24日",
    ]


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


def test_an_office_registers_and_ends_one_on_the_page(
    inspector: Person, hire: Hire, school: Organisation
) -> None:
    client = browser(hire(Role.HEAD_OF_OFFICE))
    sent = {
        "person": inspector.pk, "organisation": school.pk, "reason": CHILD, "first_day": "2026-04-24", "last_day": "",
    }  # fmt: skip
    listed = client.post(reverse("organisations:recusal:add"), sent, follow=True).content.decode()
    assert CHILD in listed
    assert inspector.post in listed
    again = client.post(reverse("organisations:recusal:add"), sent)
    assert again.status_code == 422
    assert "已有没有结束的回避登记" in again.content.decode()
    made = Recusal.objects.get()
    client.post(reverse("organisations:recusal:end", args=[made.pk]), {"last_day": "2026-05-01"})
    made.refresh_from_db()
    assert made.valid_to == date(2026, 5, 1)


def test_why_somebody_keeps_away_is_not_for_schools(hire: Hire) -> None:
    assert browser(hire(Role.PRINCIPAL)).get(reverse("organisations:recusal:list")).status_code == 403
    assert browser(hire(Role.AUDITOR)).get(reverse("organisations:recusal:add")).status_code == 403


def test_the_list_asks_as_often_for_many_as_for_one(hire: Hire, school: Organisation, at: datetime) -> None:
    client = browser(hire(Role.HEAD_OF_OFFICE))

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(reverse("organisations:recusal:list")).status_code == 200
        return len(caught)

    keep_away(hire(Role.SUPERVISION), school, at)
    asked()
    one = asked()
    for _ in range(5):
        keep_away(hire(Role.SUPERVISION), school, at)
    assert asked() == one
