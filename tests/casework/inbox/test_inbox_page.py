"""The inbox: what waits for me, in which order, and how it is taken and put back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.organisations.models import Person
from processes.models import UserTask
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import Desk

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def page(client: Client, address: str = "/inbox/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_inbox_says_what_will_appear(desk: Desk, browser: Browser) -> None:
    assert "没有待办，都办完了" in page(browser(desk.first))


def test_a_task_stands_in_the_inbox_of_its_lane_only(desk: Desk, browser: Browser) -> None:
    case = desk.case()
    assert case.number in page(browser(desk.first))
    for person in (desk.principal, desk.outsider, desk.head, desk.neighbour, desk.auditor):
        assert case.number not in page(browser(person))


def test_a_row_says_step_school_number_severity_and_days_left(desk: Desk, browser: Browser) -> None:
    case = desk.case(severity=3)
    html = page(browser(desk.first))
    for words in ("核实定性", "S10", case.number, "L3 严重", "剩3个工作日", "待领取"):
        assert words in html


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "超期1天"), (0, "今天到期"), (3, "剩1个工作日"), (18, "剩10个工作日")],
)
def test_time_left_is_said_in_words(desk: Desk, browser: Browser, days: int, words: str) -> None:
    case = desk.case()
    UserTask.objects.filter(instance__key=case.pk).update(due_at=NOW + timedelta(days=days))
    assert words in page(browser(desk.first))


@pytest.mark.persistence
def test_the_most_urgent_comes_first_and_what_has_no_deadline_last(desk: Desk, browser: Browser) -> None:
    late, calm, free = desk.case(), desk.case(), desk.case()
    for case, due in ((late, NOW - timedelta(days=2)), (calm, NOW + timedelta(days=9)), (free, None)):
        UserTask.objects.filter(instance__key=case.pk).update(due_at=due)
    html = page(browser(desk.first))
    assert html.index(late.number) < html.index(calm.number) < html.index(free.number)


@pytest.mark.persistence
def test_claiming_gives_the_task_and_opens_it(desk: Desk, browser: Browser) -> None:
    task = desk.task(desk.case(), "check")
    answer = browser(desk.first).post(f"/inbox/tasks/{task.pk}/claim/")
    assert answer.headers["Location"] == f"/inbox/tasks/{task.pk}/"
    task.refresh_from_db()
    assert task.assignee == desk.first


@pytest.mark.persistence
def test_a_task_that_somebody_was_faster_to_claim_names_him(desk: Desk, browser: Browser) -> None:
    task = desk.task(desk.case(), "check")
    browser(desk.first).post(f"/inbox/tasks/{task.pk}/claim/")
    answer = browser(desk.second).post(f"/inbox/tasks/{task.pk}/claim/", follow=True)
    assert "这件事已由甲领取。" in answer.content.decode()


def test_a_claimed_task_leaves_the_inbox_of_colleagues_who_may_still_look(
    desk: Desk, browser: Browser
) -> None:
    case = desk.case()
    browser(desk.first).post(f"/inbox/tasks/{desk.task(case, 'check').pk}/claim/")
    assert case.number not in page(browser(desk.second))
    assert case.number in page(browser(desk.second), "/inbox/?whose=taken")


def test_a_released_task_is_everybodys_again(desk: Desk, browser: Browser) -> None:
    case = desk.case()
    task = desk.task(case, "check")
    browser(desk.first).post(f"/inbox/tasks/{task.pk}/claim/")
    browser(desk.first).post(f"/inbox/tasks/{task.pk}/release/")
    assert case.number in page(browser(desk.second))


def test_outside_the_lane_claiming_is_refused_in_words(desk: Desk, browser: Browser) -> None:
    task = desk.task(desk.case(), "check")
    answer = browser(desk.deputy).post(f"/inbox/tasks/{task.pk}/claim/", follow=True)
    assert "不在您的岗位职责内" in answer.content.decode()
    task.refresh_from_db()
    assert task.assignee is None


def test_after_putting_back_one_returns_to_the_view_one_came_from_but_never_elsewhere(
    desk: Desk, browser: Browser
) -> None:
    task = desk.task(desk.case(), "check")
    client = browser(desk.first)
    client.post(f"/inbox/tasks/{task.pk}/claim/")
    answer = client.post(f"/inbox/tasks/{task.pk}/release/", {"next": "/inbox/?severity=2"})
    assert answer.headers["Location"] == "/inbox/?severity=2"
    answer = client.post(f"/inbox/tasks/{task.pk}/release/", {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/inbox/"


@pytest.mark.persistence
def test_filters_stand_in_the_address(desk: Desk, browser: Browser) -> None:
    minor, serious = desk.case(severity=1), desk.case(severity=3)
    html = page(browser(desk.first), "/inbox/?severity=3&step=核实定性")
    assert serious.number in html
    assert minor.number not in html
    assert "没有符合条件的事项" in page(browser(desk.first), "/inbox/?step=别的")


@pytest.mark.persistence
@pytest.mark.parametrize("text", ["{number}", "银杏", "s10"])
def test_one_finds_a_matter_by_number_title_or_school(desk: Desk, browser: Browser, text: str) -> None:
    case = desk.case()
    assert case.number in page(browser(desk.first), f"/inbox/?q={text.format(number=case.number)}")


def test_an_old_or_foolish_bookmark_still_opens(desk: Desk, browser: Browser) -> None:
    page(browser(desk.first), "/inbox/?tab=x&whose=y&school=z&severity=9&page=77")


@pytest.mark.persistence
def test_what_is_done_and_what_was_started_have_their_own_lists(desk: Desk, browser: Browser) -> None:
    case = desk.checked()
    client = browser(desk.first)
    done = page(client, "/inbox/?tab=done")
    assert case.number in done
    assert "待领取" not in done, "nobody is to take what is done"
    assert case.number in page(client, "/inbox/?tab=started")
    assert "您还没有办理过事项" in page(browser(desk.principal), "/inbox/?tab=done")


def test_the_summary_tells_findings_last_opinion_and_what_comes_next(desk: Desk, browser: Browser) -> None:
    case = desk.checked()
    html = page(browser(desk.head), f"/inbox/tasks/{desk.task(case, 'approve').pk}/summary/")
    for words in ("二年级三个班没有教案", "确认成立", "三个班没有教案", "下一步", "反馈"):
        assert words in html
    done = UserTask.objects.filter(completed_by=desk.first).first()
    assert done is not None
    html = page(browser(desk.first), f"/inbox/tasks/{done.pk}/summary/")
    assert "打开查看" in html
    assert "下一步" not in html, "what comes next was decided"


@pytest.mark.persistence
def test_the_inbox_costs_the_same_however_long_it_is(desk: Desk, browser: Browser) -> None:
    client = browser(desk.first)
    desk.case()
    page(client)
    with CaptureQueriesContext(connection) as short:
        page(client)
    for _ in range(6):
        desk.case()
    with CaptureQueriesContext(connection) as long:
        page(client)
    assert len(long) == len(short) <= 14


def test_the_inbox_shows_fifty_rows_a_page(desk: Desk, browser: Browser) -> None:
    case = desk.case()
    row = desk.task(case, "check")
    UserTask.objects.bulk_create(
        UserTask(
            id=f"00000000-0000-4000-8000-{n:012d}", instance=row.instance, process_id=row.process_id,
            element_id=row.element_id, name=row.name, form=row.form, roles=row.roles, scope=row.scope,
            opened_at=NOW, due_at=NOW,
        )
        for n in range(60)
    )  # fmt: skip
    client = browser(desk.first)
    assert page(client).count("data-summary") == 50
    assert page(client, "/inbox/?page=2").count("data-summary") == 11
