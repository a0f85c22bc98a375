"""A file that another subject has handed in too is told to the offices, once for each pair (D03 row 2)."""

import pytest
from django.test import Client

from casework.cases.models import Case, Notice
from casework.papers.models import DuplicateAlert
from tests.casework.papers.world import World
from tests.documents import files

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
SAID = "V-1单位提交的“营业执照、民办非企业登记证或事业单位法人证”与V-2单位已提交的文件完全相同"


@pytest.fixture
def same() -> bytes:
    return files.photo()


@pytest.fixture
def before(world: World, same: bytes) -> Case:
    """What the other vendor has handed in."""
    case = world.case(world.other_vendor)
    (asked,) = world.ask(case, ["DT-211"])
    world.answer(asked, by=world.other_clerk, content=same)
    world.hand_in(case)
    return case


def hand_in_again(world: World, case: Case, content: bytes) -> None:
    (asked,) = world.ask(case, ["DT-211"])
    world.answer(asked, content=content)
    world.hand_in(case)


def test_both_offices_find_it_in_their_inbox_and_neither_vendor_nor_school_does(
    world: World, case: Case, before: Case, same: bytes
) -> None:
    assert not Notice.objects.exists()
    hand_in_again(world, case, same)
    for officer in (world.officer, world.keeper):
        client = Client()
        client.force_login(officer)
        page = client.get("/inbox/?tab=read").content.decode()
        assert SAID in page
        assert case.number in page
    for person in (world.clerk, world.other_clerk, world.lead):
        client = Client()
        client.force_login(person)
        assert "完全相同" not in client.get("/inbox/?tab=read").content.decode()
        assert "完全相同" not in client.get(f"/cases/{case.pk}/").content.decode()


def test_the_pair_is_told_of_once_whoever_hands_it_in_again(
    world: World, case: Case, before: Case, same: bytes
) -> None:
    hand_in_again(world, case, same)
    told = Notice.objects.count()
    assert told == 2
    for vendor in (world.vendor, world.other_vendor):
        hand_in_again(world, world.case(vendor), same)
    assert Notice.objects.count() == told
    assert DuplicateAlert.objects.count() == 1


def test_another_file_or_a_draft_of_somebody_else_is_no_news(world: World, case: Case, same: bytes) -> None:
    (draft,) = world.ask(world.case(world.other_vendor), ["DT-211"])
    world.answer(draft, by=world.other_clerk, content=same)
    hand_in_again(world, case, same)
    assert not Notice.objects.exists()
