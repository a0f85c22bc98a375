"""The registers through HTTP: what is shown, to whom, in how many statements, and what a form does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from casework.audit.models import Event
from casework.organisations.models import Membership, Organisation, Person, Role
from tests.casework.organisations.conftest import LONG_AGO, Hire

pytestmark = pytest.mark.django_db
ORGANISATION = "organisations:organisation:"
PERSON = "organisations:person:"
Enter = Callable[[Role], Client]


@pytest.fixture
def enter(hire: Hire) -> Enter:
    def log_in(role: Role) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(hire(role))
        return client

    return log_in


@pytest.fixture
def person(hire: Hire, other_school: Organisation) -> Person:
    return hire(Role.PRINCIPAL, other_school)


@pytest.mark.persistence
def test_an_officer_finds_a_school_by_pinyin_and_reads_who_works_there(
    enter: Enter, person: Person, other_school: Organisation, school: Organisation
) -> None:
    client = enter(Role.BASIC_EDUCATION)
    found = client.get(reverse(ORGANISATION + "list"), {"_search": "yxdyxx"}).content.decode()
    assert other_school.name in found
    assert school.name not in found
    page = client.get(reverse(ORGANISATION + "detail", args=[other_school.pk])).content.decode()
    assert person.post in page
    assert "校长" in page


@pytest.mark.persistence
def test_a_list_is_narrowed_to_a_kind(enter: Enter, school: Organisation, vendor: Organisation) -> None:
    page = enter(Role.SUPERVISION).get(reverse(ORGANISATION + "list"), {"kind": "VENDOR"}).content.decode()
    assert vendor.name in page
    assert school.name not in page


def test_a_school_sees_itself_and_nothing_of_another(
    enter: Enter, school: Organisation, other_school: Organisation, person: Person
) -> None:
    client = enter(Role.PRINCIPAL)
    for name in ("organisation:list", "person:list"):
        page = client.get(reverse("organisations:" + name)).content.decode()
        assert other_school.name not in page
        assert person.post not in page
    assert school.name in client.get(reverse(ORGANISATION + "list")).content.decode()
    assert client.get(reverse(ORGANISATION + "detail", args=[school.pk])).status_code == 200
    assert client.get(reverse(ORGANISATION + "detail", args=[other_school.pk])).status_code == 404
    assert client.get(reverse(PERSON + "detail", args=[person.pk])).status_code == 404


def test_what_a_colleague_does_elsewhere_is_neither_shown_nor_found(
    enter: Enter, hire: Hire, vendor: Organisation
) -> None:
    colleague = hire(Role.TEACHER)
    Membership.objects.create(
        person=colleague, organisation=vendor, role=Role.VENDOR_CLERK, valid_from=LONG_AGO
    )
    client = enter(Role.PRINCIPAL)
    assert vendor.name not in client.get(reverse(PERSON + "detail", args=[colleague.pk])).content.decode()
    assert vendor.name not in client.get(reverse(PERSON + "list")).content.decode()
    found = client.get(reverse(PERSON + "list"), {"_search": "lanzhou"}).content.decode()
    assert colleague.post not in found


def addresses(person: Person, place: Organisation) -> dict[str, str]:
    membership = person.memberships.get()
    return {
        "add organisation": reverse(ORGANISATION + "add"),
        "change organisation": reverse(ORGANISATION + "change", args=[place.pk]),
        "add person": reverse(PERSON + "add"),
        "change person": reverse(PERSON + "change", args=[person.pk]),
        "password": reverse(PERSON + "password", args=[person.pk]),
        "appoint": reverse(PERSON + "appoint", args=[person.pk]),
        "end": reverse(PERSON + "end", args=[person.pk, membership.pk]),
    }


# Whoever sees the entry is told that it is not his to change; whoever does not see it finds nothing.
ANSWERS = {
    Role.SYSTEM_ADMIN: (200, 200, 200, 200, 200, 200, 200),
    Role.BASIC_EDUCATION: (200, 200, 403, 403, 403, 403, 403),
    Role.PROCESS_MANAGER: (403, 403, 403, 403, 403, 403, 403),
    Role.AUDITOR: (403, 404, 403, 404, 404, 404, 404),
    Role.PRINCIPAL: (403, 404, 403, 404, 404, 404, 404),
    Role.VENDOR_CLERK: (403, 404, 403, 404, 404, 404, 404),
}


@pytest.mark.parametrize("role", ANSWERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_action_answers_each_role_as_the_table_says(
    role: Role, method: str, enter: Enter, person: Person, other_school: Organisation
) -> None:
    client = enter(role)
    for url, answer in zip(addresses(person, other_school).values(), ANSWERS[role], strict=True):
        # An empty form that may be sent is refused as a form.
        expected = 422 if answer == 200 and method == "post" else answer
        assert getattr(client, method)(url).status_code == expected, url


def test_a_principal_may_not_change_the_school_that_he_sees(enter: Enter, school: Organisation) -> None:
    url = reverse(ORGANISATION + "change", args=[school.pk])
    assert enter(Role.PRINCIPAL).get(url).status_code == 403


def test_without_a_login_every_page_leads_to_it(client: Client, person: Person, school: Organisation) -> None:
    urls = [reverse(ORGANISATION + "list"), reverse(PERSON + "list"), *addresses(person, school).values()]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("login"))


@pytest.mark.persistence
def test_an_administrator_opens_an_account_and_gives_it_a_role(enter: Enter, school: Organisation) -> None:
    client = enter(Role.SYSTEM_ADMIN)
    form = {"username": "st-xz", "post": "松涛中学校长", "password": "Songtao#2026", "language": ""}
    opened = client.post(reverse(PERSON + "add"), form)
    person = Person.objects.get(username="st-xz")
    assert opened.headers["Location"] == reverse(PERSON + "detail", args=[person.pk])
    given = client.post(
        reverse(PERSON + "appoint", args=[person.pk]),
        {"organisation": school.pk, "role": "RL-20", "first_day": "2026-04-24"},
    )
    assert given.status_code == 302
    assert person.memberships.get().organisation == school
    page = client.get(reverse(PERSON + "detail", args=[person.pk])).content.decode()
    assert "开立了账号“st-xz”" in page
    assert Client().login(username="st-xz", password="Songtao#2026")


def test_a_weak_password_is_refused_beside_its_field(enter: Enter) -> None:
    form = {"username": "weak", "post": "值班", "password": "12345678", "language": ""}
    answer = enter(Role.SYSTEM_ADMIN).post(reverse(PERSON + "add"), form)
    assert answer.status_code == 422
    assert not Person.objects.filter(username="weak").exists()


def test_a_refusal_of_the_rules_is_said_in_a_sentence(
    enter: Enter, person: Person, school: Organisation
) -> None:
    answer = enter(Role.SYSTEM_ADMIN).post(
        reverse(PERSON + "appoint", args=[person.pk]),
        {"organisation": school.pk, "role": "RL-03", "first_day": "2026-04-24"},
    )
    assert answer.status_code == 422
    assert "这类单位没有这一角色。" in answer.content.decode()


def test_an_administrator_ends_a_role(enter: Enter, person: Person) -> None:
    client = enter(Role.SYSTEM_ADMIN)
    membership = person.memberships.get()
    yesterday = localdate() - timedelta(days=1)
    url = reverse(PERSON + "end", args=[person.pk, membership.pk])
    assert client.post(url, {"last_day": yesterday}).status_code == 302
    membership.refresh_from_db()
    assert membership.valid_to == yesterday
    assert Event.objects.filter(kind="membership.ended", chain=membership.organisation_id).exists()


def test_a_role_of_somebody_else_is_not_found_under_this_person(
    enter: Enter, person: Person, hire: Hire
) -> None:
    other = hire(Role.TEACHER).memberships.get()
    url = reverse(PERSON + "end", args=[person.pk, other.pk])
    assert enter(Role.SYSTEM_ADMIN).post(url, {"last_day": localdate()}).status_code == 404


def test_a_name_that_is_taken_is_said_beside_its_field(
    enter: Enter, school: Organisation, other_school: Organisation
) -> None:
    answer = enter(Role.BASIC_EDUCATION).post(
        reverse(ORGANISATION + "change", args=[school.pk]),
        {"name": other_school.name, "short_name": "松涛", "is_active": "on"},
    )
    assert answer.status_code == 422
    school.refresh_from_db()
    assert school.name == "松涛中学"


@pytest.mark.persistence
@pytest.mark.parametrize("name", ["organisation:list", "person:list"])
def test_a_list_takes_the_same_statements_for_few_rows_and_many(name: str, enter: Enter, hire: Hire) -> None:
    client = enter(Role.SYSTEM_ADMIN)
    client.get(reverse("organisations:" + name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("organisations:" + name))
    for number in range(40):
        place = Organisation.objects.create(
            code=f"X{number}", name=f"第{number}小学", short_name=f"{number}小", kind="SCHOOL"
        )
        hire(Role.PRINCIPAL, place)
    with CaptureQueriesContext(connection) as many:
        assert client.get(reverse("organisations:" + name)).status_code == 200
    assert len(many) == len(few) <= 8


@pytest.mark.persistence
@pytest.mark.parametrize("words", ["\x00", "'", '"', "%", "_", "\\", "松 涛", "字" * 5000, "🀄"])
@pytest.mark.parametrize("name", ["organisation:list", "person:list"])
def test_any_words_may_be_searched(words: str, name: str, enter: Enter) -> None:
    answer = enter(Role.SYSTEM_ADMIN).get(reverse("organisations:" + name), {"_search": words})
    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["abc", "0", "9" * 30, "00000000-0000-0000-0000-000000000000"])
@pytest.mark.parametrize("register", ["organisation", "person"])
def test_a_key_that_is_none_is_not_found(key: str, register: str, enter: Enter) -> None:
    answer = enter(Role.SYSTEM_ADMIN).get(f"/organisations/{register}/{key}/detail/")
    assert answer.status_code == 404


def test_the_pages_speak_english_where_that_is_asked_for(enter: Enter, school: Organisation) -> None:
    client = enter(Role.SYSTEM_ADMIN)
    for name in ("organisation:list", "person:list", "organisation:add", "person:add"):
        assert (
            client.get(reverse("organisations:" + name), headers={"accept-language": "en"}).status_code == 200
        )


def test_the_menu_offers_the_registers_to_those_who_use_them(enter: Enter) -> None:
    link = reverse("organisations:index")
    assert link in enter(Role.PRINCIPAL).get(reverse(ORGANISATION + "list")).content.decode()
    assert f'href="{link}"' not in enter(Role.TEACHER).get(reverse(ORGANISATION + "list")).content.decode()
