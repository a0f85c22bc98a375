"""The demo's people who are away, and who stands in: in the inbox, and in the list with every state."""

import pytest
from django.test import Client
from django.utils import timezone

from casework.calendar.services import seed_official
from casework.cases.clock import local_date
from casework.demo.delegations import load_delegations
from casework.demo.register import load_register
from casework.organisations.models import Person, Substitution
from casework.organisations.services import standing_of
from casework.scenarios.world import World
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import UserTask
from processes.services import deploy
from tests.access.life import Life
from tests.casework.cases.conftest import NOW

pytestmark = [pytest.mark.django_db]


def listed(username: str, address: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(username=username))
    return client.get(address).content.decode()


def test_a_head_of_office_is_away_and_his_substitute_finds_and_has_done_his_tasks() -> None:
    at = timezone.now()
    load_register(local_date(at))
    seed_official()
    for folder in ("rectify", "ven_vet"):
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=NOW)
    for school in ("银杏二小", "云杉小学"):
        Life(school, "draft_letter").begin(World())
    load_delegations(at=at)
    stands_in = standing_of(Person.objects.get(username="jjk2"), local_date(at)).stand_ins
    assert [str(one.principal) for one in stands_in] == ["基教科 负责人"]
    done = Substitution.objects.get()
    assert str(UserTask.objects.get(pk=done.task).completed_by) == "基教科 经办二"
    inbox = listed("jjk2", "/inbox/")
    assert "基教科 负责人委托您代办" in inbox
    assert "代基教科 负责人办理" in inbox
    assert "代基教科 负责人办理过" in listed("jjk2", "/inbox/?tab=done")
    assert "生效中" in listed("jjk-head", "/delegations/")
    assert "已收回" in listed("cyg-head", "/delegations/")
    assert "松涛中学 校长委托您代办" in listed("s10-duty", "/inbox/")
