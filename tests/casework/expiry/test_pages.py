"""Registers of vendors, permits and papers: who finds what, what is hidden, what anybody may check (domain.md §4.3, §4.4)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from casework.audit.models import Event
from casework.cases.models import CaseDocument
from casework.library.models import LibraryEntry
from casework.library.services import entries
from casework.organisations.models import Organisation, Person, Role
from casework.papers.models import Paper
from casework.permits.badges import token_of
from casework.permits.models import Permit
from casework.permits.services import permits
from documents.services import store_bytes
from tests.casework.expiry.attached import attach
from tests.casework.papers.world import World
from tests.casework.permits.granted import Granted, enter, grant

pytestmark = pytest.mark.django_db
Enter = Callable[[Person], Client]


@pytest.fixture
def granted(world: World) -> Granted:
    last = timezone.localdate().replace(year=timezone.localdate().year + 1)
    enter(world.vendor, valid_to=last)
    return grant(world, [world.instructor()], valid_to=last)


@pytest.fixture
def foreign(world: World) -> Granted:
    """Another vendor at another school: what the first two must never see."""
    last = timezone.localdate().replace(year=timezone.localdate().year + 1)
    enter(world.other_vendor, valid_to=last)
    person = world.instructor("欧阳金丝雀", world.other_vendor, 12)
    return grant(world, [person], world.other_school, valid_to=last)


@pytest.fixture
def enter_as() -> Enter:
    def log_in(person: Person) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(person)
        return client

    return log_in


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, (name, answer.status_code)
    return answer.content.decode()


def test_a_permit_says_who_teaches_what_until_when_and_why(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    shown = page(enter_as(world.clerk), "vendors:permit:detail", granted.permit.pk)
    for word in ("张三丰", "剪纸", "学期结束", "合同到期", granted.permit.number, "今天有效"):
        assert word in shown


@pytest.mark.persistence
def test_schools_and_vendors_find_their_own_permits_and_nothing_of_others(
    world: World, granted: Granted, foreign: Granted, enter_as: Enter
) -> None:
    for person in (world.lead, world.clerk):
        client = enter_as(person)
        found = page(client, "vendors:permit:list")
        assert granted.permit.number in found
        assert foreign.permit.number not in found
        page(client, "vendors:permit:detail", foreign.permit.pk, status=404)
        badge = foreign.permit.people.get().pk
        page(client, "vendors:permit:badge", foreign.permit.pk, badge, status=404)
        page(client, "vendors:permit:badge", granted.permit.pk, badge, status=404)
    assert foreign.permit.number in page(enter_as(world.officer), "vendors:permit:list")


@pytest.mark.persistence
def test_the_library_shows_everybody_who_is_in_it_and_officers_the_rest_and_why(
    world: World, granted: Granted, foreign: Granted, enter_as: Enter
) -> None:
    entry = LibraryEntry.objects.get(organisation=world.other_vendor)
    entries.suspend(entry=entry, reason="投诉核查中", at=timezone.now(), by=None)
    for person in (world.lead, world.clerk):
        assert "V-2单位" not in page(enter_as(person), "vendors:library:list")
        page(enter_as(person), "vendors:library:detail", entry.pk, status=404)
    for person in (world.officer, world.other_clerk):
        assert "V-2单位" in page(enter_as(person), "vendors:library:list")
        assert "投诉核查中" in page(enter_as(person), "vendors:library:detail", entry.pk)
        listed = (
            enter_as(person).get(reverse("vendors:library:list"), {"state": "SUSPENDED"}).content.decode()
        )
        assert "V-2单位" in listed
        assert "V-1单位" not in listed


def test_a_vendor_reads_of_each_paper_how_long_it_lasts_and_what_to_do(
    world: World, granted: Granted, foreign: Granted, enter_as: Enter
) -> None:
    today = timezone.localdate()
    attach(world, granted, "DT-212", valid_to=today)
    attach(world, granted, "DT-211")
    attach(world, foreign, "DT-212", number="金丝雀许可")
    found = page(enter_as(world.clerk), "vendors:paper:list")
    for word in ("我的证照", "今天到期", "长期有效", "请现在就去换领"):
        assert word in found
    assert "金丝雀" not in found
    seen = page(enter_as(world.officer), "vendors:paper:list")
    assert "请现在就去换领" not in seen
    assert "已提醒持有人换领" in seen
    other = Paper.objects.get(number="金丝雀许可")
    for name in ("detail", "open"):
        page(enter_as(world.clerk), f"vendors:paper:{name}", other.pk, status=404)
    assert enter_as(world.clerk).post(reverse("vendors:paper:renew", args=[other.pk])).status_code == 404


def test_a_lapsed_paper_says_of_permits_only_what_is_so(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    yesterday, client = timezone.localdate() - timedelta(days=1), enter_as(world.clerk)
    resting = attach(world, granted, "DT-212")
    resting.valid_to, resting.state = yesterday, Paper.State.EXPIRED
    resting.save(update_fields=["valid_to", "state"])
    addresses = [("vendors:paper:list", ()), ("vendors:paper:detail", (resting.pk,))]
    for name, args in addresses:
        found = page(client, name, *args)
        assert "依据这份材料的入校许可将暂停" in found
        assert "因此暂停" not in found
    permits.suspend(
        permit=granted.permit,
        reason="办学许可证到期",
        from_day=timezone.localdate(),
        at=timezone.now(),
        by=None,
    )
    for name, args in addresses:
        assert "入校许可因此暂停" in page(client, name, *args)
    permits.revoke(
        permit=granted.permit, reason="逾期", at=timezone.now(), by=None, from_day=timezone.localdate()
    )
    for name, args in addresses:
        found = page(client, name, *args)
        assert "暂停" not in found
        assert "请尽快换领并更新" in found


def test_a_sensitive_paper_opens_with_a_reason_to_the_few_and_is_a_flag_to_others(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    record = attach(world, granted, "DT-218", issuer="青山湖派出所")
    address = reverse("vendors:paper:open", args=[record.pk])
    officer, school = enter_as(world.officer), enter_as(world.lead)

    assert officer.get(address).status_code == 302
    assert officer.post(address, {"reason": "看"}).status_code == 422
    assert not Event.objects.filter(kind="paper.viewed").exists()
    sent = officer.post(address, {"reason": "复核准入查询结果"})
    assert sent.status_code == 200
    assert sent.headers["Cache-Control"] == "no-store"
    assert Event.objects.get(kind="paper.viewed").by == world.officer

    hidden = page(school, "vendors:paper:detail", record.pk)
    assert "已具备" in hidden
    assert "青山湖派出所" not in hidden
    assert "张三丰" not in hidden
    assert school.post(address, {"reason": "复核准入查询结果"}).status_code == 403
    assert Event.objects.filter(kind="paper.viewed").count() == 1


def test_a_paper_that_is_not_sensitive_opens_at_once_and_leaves_no_event(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    licence = attach(world, granted, "DT-211")
    assert enter_as(world.lead).get(reverse("vendors:paper:open", args=[licence.pk])).status_code == 200
    assert not Event.objects.filter(kind="paper.viewed").exists()


def test_a_badge_carries_a_code_that_leads_to_the_public_check(
    world: World, granted: Granted, enter_as: Enter, client: Client
) -> None:
    row = granted.permit.people.get()
    badge = page(enter_as(world.lead), "vendors:permit:badge", granted.permit.pk, row.pk)
    assert "<svg" in badge
    address = reverse("permits:check", args=[token_of(row)])
    assert f"http://127.0.0.1:8000{address}" in badge
    shown = client.get(address).content.decode()
    for word in ("有效", "张**", "V-1单位", "S-1单位", "剪纸"):
        assert word in shown
    assert "张三丰" not in shown
    assert granted.permit.number not in shown


def test_a_badge_is_no_longer_good_once_anything_has_fallen(
    world: World, granted: Granted, client: Client
) -> None:
    address = reverse("permits:check", args=[token_of(granted.permit.people.get())])
    entry = LibraryEntry.objects.get(organisation=world.vendor)
    entries.suspend(entry=entry, reason="核查", at=timezone.now(), by=None)
    assert "无效" in client.get(address).content.decode()
    entries.resume(entry=entry, reason="无误", at=timezone.now(), by=None)
    assert "无效" not in client.get(address).content.decode()
    permits.suspend(permit=granted.permit, reason="保险到期", at=timezone.now(), by=None)
    shown = client.get(address).content.decode()
    assert "无效" in shown
    assert "保险到期" not in shown


def test_no_other_badge_can_be_guessed_from_one(
    granted: Granted, foreign: Granted, client: Client, settings: Settings
) -> None:
    own, other = granted.permit.people.get(), foreign.permit.people.get()
    signature = token_of(own).split(".", 1)[1]
    for token in (str(own.pk), f"{other.pk}.{signature}", granted.permit.token, f"0.{signature}", "x.y"):
        answer = client.get(reverse("permits:check", args=[token]))
        assert answer.status_code == 404
        assert "V-" not in answer.content.decode()
    # A printed badge outlives a change of the key.
    token = token_of(own)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert client.get(reverse("permits:check", args=[token])).status_code == 200


def test_anybody_may_read_who_was_admitted_and_no_person_is_named(
    world: World, granted: Granted, foreign: Granted, client: Client
) -> None:
    himself = Organisation.objects.create(code="P-1", name="王小明", short_name="王小明", kind="INDIVIDUAL")
    enter(himself)
    last = granted.permit.valid_to
    grant(world, [world.instructor("王小明", himself, 13)], valid_to=last)
    permits.suspend(permit=foreign.permit, reason="x", at=timezone.now(), by=None)
    shown = client.get(reverse("permits:admitted")).content.decode()
    for word in ("V-1单位", "S-1单位", "剪纸", "王**"):
        assert word in shown
    for word in ("V-2单位", "张三丰", "王小明", "120"):
        assert word not in shown


def test_a_duty_leader_sees_the_permits_of_his_school(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    leader = world.hire(Role.DUTY_LEADER, world.school)
    assert granted.permit.number in page(enter_as(leader), "vendors:permit:list")
    assert Permit.objects.visible_to(world.standing(leader)).count() == 1


def test_who_has_left_the_post_finds_nothing_any_more(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    attach(world, granted, "DT-211")
    yesterday = timezone.localdate() - timedelta(days=1)
    for person in (world.lead, world.clerk):
        person.memberships.update(valid_to=yesterday)
        page(enter_as(person), "vendors:permit:detail", granted.permit.pk, status=404)
        assert granted.permit.number not in page(enter_as(person), "vendors:permit:list")
        standing = world.standing(person, timezone.localdate())
        assert not Paper.objects.visible_to(standing).exists()


def test_a_sensitive_file_of_a_case_does_not_open_on_the_page_of_the_case(
    world: World, granted: Granted, enter_as: Enter
) -> None:
    case = granted.application.case
    versions = {
        code: store_bytes(
            holder=case.pk, type_code=code, name="a.pdf", content=b"%PDF-", by=world.clerk, at=timezone.now()
        )
        for code in ("DT-216", "DT-211")
    }
    for version in versions.values():
        CaseDocument.objects.create(case=case, document=version.document, filed_at=timezone.now())
    for name in ("view_document", "save_document"):
        for code, status in (("DT-216", 404), ("DT-211", 200)):
            answer = enter_as(world.officer).get(reverse(f"cases:{name}", args=[case.pk, versions[code].pk]))
            assert answer.status_code == status
    own = enter_as(world.clerk).get(reverse("cases:view_document", args=[case.pk, versions["DT-216"].pk]))
    assert own.status_code == 200
