"""The calendar through HTTP: everybody reads it, two roles change it after a preview."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casework.calendar import holders
from casework.calendar.models import CalendarChange, CalendarDay, Deadline, ServiceTerm
from casework.calendar.services import DayChange, apply_change, set_deadline
from casework.organisations.models import Organisation, Person, Role

from .conftest import person_with

pytestmark = [pytest.mark.usefixtures("seeded")]

AT = datetime(2026, 4, 24, 8, 0, tzinfo=UTC)
TYPHOON = {"first": "2026-04-28", "kind": "OFF", "name": "台风停工"}


def address(kind: str = "days") -> str:
    return reverse("calendar:change", args=[kind])


@pytest.fixture
def deadline() -> Deadline:
    return set_deadline(holder=uuid4(), name="整改", length=10, unit="WD", starts_on=date(2026, 4, 24), at=AT)


@pytest.fixture
def as_manager(client: Client, manager: Person) -> Client:
    client.force_login(manager)
    return client


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_year_shows_days_off_and_days_worked(client: Client, principal: Person) -> None:
    client.force_login(principal)
    page = client.get(reverse("calendar:year_of", args=[2026])).content.decode()
    assert "2026年工作日历" in page
    assert "全年 248 个工作日" in page
    assert "5月1日（周五）至5月5日（周二） 劳动节" in page
    assert page.count('class="day-work') == 6 + 1  # and the legend
    assert page.count('class="day-off') == 33 + 1
    assert "修改日历" not in page


def test_an_unpublished_year_says_so(as_manager: Client) -> None:
    page = as_manager.get(reverse("calendar:year_of", args=[2031])).content.decode()
    assert "2031年放假安排未公布或未录入" in page
    assert "修改日历" in page


def test_a_year_far_away_does_not_exist(as_manager: Client) -> None:
    assert as_manager.get(reverse("calendar:year_of", args=[9999])).status_code == 404


@pytest.mark.persistence
def test_the_year_costs_a_constant_number_of_statements(
    as_manager: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("calendar:year_of", args=[2026])
    as_manager.get(address)
    with django_assert_max_num_queries(10):
        as_manager.get(address)


@pytest.mark.parametrize("name", ["change", "changes"])
def test_who_is_not_a_keeper_is_refused(client: Client, principal: Person, name: str) -> None:
    client.force_login(principal)
    assert (
        client.get(reverse(f"calendar:{name}", args=["days"] if name == "change" else [])).status_code == 403
    )
    assert client.post(address(), TYPHOON).status_code == 403


def test_the_basic_education_office_may_change_it(client: Client, bureau: Organisation) -> None:
    client.force_login(person_with(Role.BASIC_EDUCATION, bureau))
    assert client.get(address()).status_code == 200


def test_the_preview_shows_old_and_new_and_changes_nothing(as_manager: Client, deadline: Deadline) -> None:
    page = as_manager.post(address(), TYPHOON).content.decode()
    assert "2026年5月12日（周二）" in page
    assert "2026年5月13日（周三）" in page
    assert "遇台风停工、劳动节顺延" in page
    assert not CalendarDay.objects.filter(date="2026-04-28").exists()


@pytest.mark.persistence
def test_confirming_applies_and_lists_what_moved(as_manager: Client, deadline: Deadline) -> None:
    seen = seen_in(as_manager.post(address(), TYPHOON).content.decode())
    answer = as_manager.post(address(), {**TYPHOON, "seen": seen}, follow=True)
    assert "移动了 1 个期限" in answer.content.decode()
    deadline.refresh_from_db()
    assert deadline.due_on == date(2026, 5, 13)
    assert "移动 1 个期限" in as_manager.get(reverse("calendar:changes")).content.decode()


@pytest.mark.persistence
def test_confirming_twice_changes_it_once(as_manager: Client, deadline: Deadline) -> None:
    seen = seen_in(as_manager.post(address(), TYPHOON).content.decode())
    as_manager.post(address(), {**TYPHOON, "seen": seen})
    again = as_manager.post(address(), {**TYPHOON, "seen": seen})
    assert again.status_code == 409
    assert CalendarChange.objects.count() == 1


def test_a_calendar_changed_since_the_preview_is_shown_again(
    as_manager: Client, manager: Person, deadline: Deadline
) -> None:
    seen = seen_in(as_manager.post(address(), TYPHOON).content.decode())
    apply_change([DayChange(date(2026, 4, 29), False, "停电")], by=manager, at=AT)
    answer = as_manager.post(address(), {**TYPHOON, "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "刚才有人修改了日历" in page
    assert "2026年5月14日（周四）" in page
    assert seen_in(page) != seen


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "2026-04-27"}, "结束日期早于开始日期"),
        ({"last": "2026-12-31"}, "一次最多修改62天"),
        ({"name": ""}, "请填写名称"),
    ],
)
def test_wrong_days_keep_what_was_typed(as_manager: Client, wrong: dict[str, str], said: str) -> None:
    answer = as_manager.post(address(), {**TYPHOON, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="2026-04-28"' in page


def test_a_notice_is_imported_through_its_preview(as_manager: Client) -> None:
    notice = {"year": "2027", "notice": "2027年通知", "text": "一、元旦：1月1日至3日放假，\n共3天。"}
    seen = seen_in(as_manager.post(address("year"), notice).content.decode())
    as_manager.post(address("year"), {**notice, "seen": seen})
    assert CalendarDay.objects.filter(date__year=2027, name="元旦").count() == 3


def test_an_unreadable_notice_says_so_beside_the_text(as_manager: Client) -> None:
    answer = as_manager.post(address("year"), {"year": "2027", "notice": "通知", "text": "另行通知"})
    assert answer.status_code == 422
    assert "没有读到放假日期" in answer.content.decode()


def test_the_form_offers_the_next_year(as_manager: Client) -> None:
    assert 'value="2027"' in as_manager.get(address("year")).content.decode()


def test_a_term_is_entered_and_shown(as_manager: Client) -> None:
    term = {
        "name": "2026春", "starts_on": "2026-03-02", "service_from": "2026-03-09",
        "service_to": "2026-06-26", "ends_on": "2026-07-03",
    }  # fmt: skip
    seen = seen_in(as_manager.post(address("term"), term).content.decode())
    as_manager.post(address("term"), {**term, "seen": seen})
    assert ServiceTerm.objects.get().service_to == date(2026, 6, 26)
    page = as_manager.get(reverse("calendar:year_of", args=[2026])).content.decode()
    assert "2026年3月9日（周一）" in page


def test_a_term_whose_dates_are_out_of_order_is_refused(as_manager: Client) -> None:
    term = {
        "name": "2026春", "starts_on": "2026-03-02", "service_from": "2026-02-01",
        "service_to": "2026-06-26", "ends_on": "2026-07-03",
    }  # fmt: skip
    answer = as_manager.post(address("term"), term)
    assert answer.status_code == 422
    assert "日期应依次为" in answer.content.decode()


@pytest.fixture
def known_holders() -> Iterator[None]:
    def describe(wanted: Sequence[UUID]) -> dict[UUID, holders.Description]:
        return {holder: holders.Description("松涛中学整改", f"/cases/{holder}/") for holder in wanted}

    holders.register(describe)
    yield
    holders.withdraw(describe)


@pytest.mark.usefixtures("known_holders")
def test_the_preview_names_the_case_of_a_deadline(as_manager: Client, deadline: Deadline) -> None:
    page = as_manager.post(address(), TYPHOON).content.decode()
    assert f'<a href="/cases/{deadline.holder}/">松涛中学整改</a>' in page
