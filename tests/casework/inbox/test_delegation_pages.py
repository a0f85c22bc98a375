"""委托代办 on the screens: given, found in the inbox, done and recorded, and over (domain.md §4.4 rule 10)."""

from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from casework.cases.models import Case
from casework.evidence.packing import pack
from casework.organisations.models import Delegation, Person
from casework.organisations.services import delegate, withdraw
from processes.models import UserTask
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import Desk

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]
DAY = timedelta(days=1)
ADD, INDEX = "/delegations/add/", "/delegations/"


@pytest.fixture
def case(desk: Desk) -> Case:
    return desk.checked()


@pytest.fixture
def helper(desk: Desk) -> Person:
    """A colleague of the head who reads no case by his own role."""
    return desk._person("人事", "RL-11", desk.office)


def posted(desk: Desk, to: Person, **more: object) -> dict[str, object]:
    today = localdate()
    return {
        "post": f"RL-04:{desk.office.pk}", "delegate": to.pk, "processes": ["main"],
        "first_day": today.isoformat(), "last_day": (today + 3 * DAY).isoformat(), **more,
    }  # fmt: skip


def given(desk: Desk, to: Person) -> Delegation:
    today = localdate()
    return delegate(
        post=("RL-04", str(desk.office.pk)), to=to, processes=["main"], first_day=today, last_day=today, at=now(),
        by=desk.head,
    )  # fmt: skip


def address(task: UserTask) -> str:
    return f"/inbox/tasks/{task.pk}/"


def test_a_head_gives_it_and_takes_it_back_on_a_page_of_his_own(
    desk: Desk, browser: Browser, case: Case, helper: Person
) -> None:
    client = browser(desk.head)
    assert "委托代办" in client.get("/inbox/").content.decode()
    assert "没有委托" in client.get(INDEX).content.decode()
    form = client.get(ADD).content.decode()
    assert "最长15天" in form
    assert client.post(ADD, posted(desk, helper)).status_code == 302
    listed = client.get(INDEX).content.decode()
    assert "生效中" in listed
    assert "人事" in listed
    assert "委托给我的" in browser(helper).get(INDEX).content.decode()
    client.post(f"/delegations/{Delegation.objects.get().pk}/withdraw/")
    assert "已收回" in client.get(INDEX).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last_day": (localdate() + 15 * DAY).isoformat()}, "一次委托最长15天"),
        ({"last_day": (localdate() - DAY).isoformat()}, "最后一天不能早于第一天"),
        ({"first_day": (localdate() - DAY).isoformat()}, "委托不能从过去的日期开始"),
        ({"processes": ["payplan"]}, "payplan"),
        ({"delegate": "0"}, "选择"),
        ({"post": "RL-01:x"}, "选择"),
        ({"first_day": "昨天"}, "日期"),
    ],
)
def test_a_refusal_is_a_sentence_and_nothing_typed_is_lost(
    desk: Desk, browser: Browser, helper: Person, wrong: dict[str, object], said: str
) -> None:
    desk.checked()
    answer = browser(desk.head).post(ADD, posted(desk, helper, **wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "first_day" in wrong or localdate().isoformat() in html
    assert not Delegation.objects.exists()


def test_the_substitute_finds_it_marked_and_the_records_name_both(
    desk: Desk, browser: Browser, case: Case, helper: Person
) -> None:
    given(desk, helper)
    task, client = desk.task(case, "approve"), browser(helper)
    listed = client.get("/inbox/").content.decode()
    assert "科长委托您代办" in listed
    assert "代科长办理" in listed
    assert client.post(f"/inbox/tasks/{task.pk}/claim/").status_code == 302
    assert "您代科长办理这一步" in client.get(address(task)).content.decode()
    assert client.post(address(task), {"outcome": "agreed", "opinion": "同意整改"}).status_code == 302
    page = browser(desk.head).get(f"/cases/{case.pk}/").content.decode()
    assert page.count("人事（代科长）") >= 2  # the trail and the people
    assert (
        "人事（代科长）" in browser(desk.principal).get(address(desk.task(case, "answer"))).content.decode()
    )
    assert "代科长办理过" in client.get("/inbox/?tab=done").content.decode()
    with ZipFile(pack(case=case, by=desk.head, at=NOW).file) as archive:
        texts = {name.rsplit("/", 1)[-1]: archive.read(name).decode() for name in archive.namelist()}
    for name in ("提交.jsonl", "目录.html"):
        assert "人事（代科长）" in texts[name], name
    assert '"on_behalf": "科长"' in texts["事件链.jsonl"]


def test_a_form_that_is_open_when_it_ends_is_refused_in_words_with_what_was_typed(
    desk: Desk, browser: Browser, case: Case, helper: Person
) -> None:
    held, task, client = given(desk, helper), desk.task(case, "approve"), browser(helper)
    assert client.get(address(task)).status_code == 200
    withdraw(delegation=held, at=now(), by=desk.head)
    answer = client.post(address(task), {"outcome": "agreed", "opinion": "写了很久的意见"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "科长已于" in html
    assert "写了很久的意见" in html
    # The case itself is his no more.
    assert case.number not in html
    assert client.get(address(task)).status_code == 404
    saved = client.post(f"/inbox/tasks/{task.pk}/draft/", {"opinion": "写了很久的意见"})
    assert (saved.status_code, "收回委托" in saved.json()["sentence"]) == (403, True)
    stranger = browser(desk.neighbour).post(address(task), {"outcome": "agreed"})
    assert stranger.status_code == 404


@pytest.mark.persistence
def test_the_list_of_a_substitute_costs_the_same_for_few_and_many(
    desk: Desk, browser: Browser, helper: Person
) -> None:
    client = browser(helper)
    counted = []
    for number in (1, 4):
        for _ in range(number):
            desk.checked()
        if number == 1:
            given(desk, helper)
            client.get("/inbox/")
        with CaptureQueriesContext(connection) as asked:
            assert "代科长办理" in client.get("/inbox/").content.decode()
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_an_action_of_the_case_page_is_taken_in_anothers_place_and_refused_when_it_is_over(
    desk: Desk, browser: Browser
) -> None:
    case, today = desk.answering(), localdate()
    duty = desk._person("值班", "RL-22", desk.school)
    client, address = browser(duty), f"/cases/{case.pk}/actions/more_time/"
    assert client.get(address).status_code == 404
    held = delegate(
        post=("RL-20", str(desk.school.pk)), to=duty, processes=["main"], first_day=today, last_day=today, at=now(),
        by=desk.principal,
    )  # fmt: skip
    assert "申请延期（代丁）" in client.get(f"/cases/{case.pk}/").content.decode()
    assert "您代丁办理这一步" in client.get(address).content.decode()
    assert client.post(address, {"reason": "体育馆施工"}).status_code == 302
    assert "值班（代丁）" in browser(desk.first).get(f"/cases/{case.pk}/").content.decode()
    withdraw(delegation=held, at=now(), by=desk.principal)
    answer = client.post(address, {"reason": "写了很久的理由"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "丁已于" in html
    assert "写了很久的理由" in html
    assert case.number not in html
    assert browser(desk.neighbour).post(address, {"reason": "x"}).status_code == 404
