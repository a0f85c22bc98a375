"""A letter to many: each recipient reads and signs for its own copy, without the case behind it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.letters import copies
from casework.letters.facts import circular_facts
from casework.letters.models import Copy, Letter
from casework.organisations.models import Organisation, Person
from casework.organisations.standing import standing_of
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy
from tests.access.life import Life

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, 2, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def letter(world: World) -> Letter:
    """A letter that was produced for one school and is sent to two others."""
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    case = Life("松涛中学", "seal_letter").begin(world)
    made = Letter.objects.get(case=case)
    copies.circulate(
        letter=made, recipients=[school(world, name).pk for name in ("银杏一小", "枫林中学")], at=AT
    )
    return made


def school(world: World, name: str) -> Organisation:
    return world.organisation(name)


def member(world: World, place: str, role: str) -> Person:
    scope = world.office("JJK") if place == "JJK" else world.organisation(place)
    return world.actor(role=role, scope=scope, at=AT)


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(person)
    return client


def test_a_recipient_reads_downloads_and_signs_once(world: World, letter: Letter) -> None:
    principal = member(world, "银杏一小", "RL-20")
    client, copy = browser(principal), Copy.objects.get(recipient__short_name="银杏一小")
    assert "有 1 份通报等您签收" in client.get(reverse("inbox:index")).content.decode()
    assert letter.title in client.get(reverse("letters:index"), {"q": letter.number}).content.decode()
    assert "没有符合条件的通报" in client.get(reverse("letters:index"), {"q": "没有的字"}).content.decode()
    page = client.get(reverse("letters:copy", args=[copy.pk])).content.decode()
    assert "已阅，签收" in page
    file = client.get(reverse("letters:file", args=[copy.pk]))
    assert b"".join(file).startswith(b"PK")
    client.post(reverse("letters:sign", args=[copy.pk]))
    copy.refresh_from_db()
    assert copy.read_by == principal
    first = copy.read_at
    client.post(reverse("letters:sign", args=[copy.pk]))
    copy.refresh_from_db()
    assert copy.read_at == first
    assert "等您签收" not in client.get(reverse("inbox:index")).content.decode()
    told = [sentence(event, "zh-hans") for event in Event.objects.filter(kind="letter.read")]
    assert told == [f"{principal}代表银杏一小签收 {letter.number}"]


def test_the_case_behind_it_and_the_copies_of_others_stay_closed(world: World, letter: Letter) -> None:
    client = browser(member(world, "银杏一小", "RL-20"))
    other = Copy.objects.get(recipient__short_name="枫林中学")
    closed = [
        reverse("cases:case", args=[letter.case_id]),
        reverse("letters:copy", args=[other.pk]),
        reverse("letters:file", args=[other.pk]),
        reverse("letters:recipients", args=[letter.pk]),
    ]
    assert [client.get(address).status_code for address in closed] == [404] * 4
    assert client.post(reverse("letters:sign", args=[other.pk])).status_code == 404


def test_a_teacher_reads_it_and_does_not_sign(world: World, letter: Letter) -> None:
    client = browser(member(world, "银杏一小", "RL-23"))
    copy = Copy.objects.get(recipient__short_name="银杏一小")
    assert "已阅，签收" not in client.get(reverse("letters:copy", args=[copy.pk])).content.decode()
    assert client.post(reverse("letters:sign", args=[copy.pk])).status_code == 403


def test_the_office_counts_who_has_read_it(world: World, letter: Letter) -> None:
    copy = Copy.objects.get(recipient__short_name="银杏一小")
    copies.sign_for(copy=copy, by=member(world, "银杏一小", "RL-20"), at=AT)
    client = browser(member(world, "JJK", "RL-03"))
    assert "1 / 2" in client.get(reverse("letters:index")).content.decode()
    page = client.get(reverse("letters:recipients", args=[letter.pk])).content.decode()
    assert "已签收 1 / 2" in page
    assert "待签收" in page
    assert "已签收 1 / 2" in client.get(reverse("cases:case", args=[letter.case_id])).content.decode()
    known = circular_facts(letter.case_id, AT)["circular"]
    assert (known["number"], known["sent"], known["read"]) == (letter.number, 2, 1)


def test_a_withdrawn_letter_is_gone_for_everybody(world: World, letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.VOID)
    standing = standing_of(member(world, "银杏一小", "RL-20"), AT.date())
    assert copies.unread(standing) == 0
    assert not copies.received(standing).exists()


def test_nobody_and_the_same_school_twice_are_refused(world: World, letter: Letter) -> None:
    with pytest.raises(copies.NoRecipients):
        copies.circulate(letter=letter, recipients=[uuid4()], at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        copies.circulate(letter=letter, recipients=[school(world, "银杏一小").pk], at=AT)


def test_the_list_asks_as_often_for_many_letters_as_for_one(world: World, letter: Letter) -> None:
    readers = [browser(member(world, "银杏一小", "RL-20")), browser(member(world, "JJK", "RL-03"))]

    def asked() -> list[int]:
        counts = []
        for client in readers:
            with CaptureQueriesContext(connection) as caught:
                assert client.get(reverse("letters:index")).status_code == 200
            counts.append(len(caught))
        return counts

    asked()
    one = asked()
    for number in range(5):
        more = Letter.objects.create(
            case=letter.case, definition="OD-06", title="通报", addressee=letter.addressee,
            number=f"湖教体政字〔2026〕{number}号", state=Letter.State.PRODUCED, drafted_at=AT,
        )  # fmt: skip
        copies.circulate(letter=more, recipients=[school(world, "银杏一小").pk], at=AT)
    assert asked() == one
