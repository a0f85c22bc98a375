"""The task page: the form of the step, handing in, drafts, and every way in which it can go wrong."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.organisations.models import Person
from processes.models import ProcessInstance, Submission, UserTask
from tests.casework.cases.conftest import NOW, broken
from tests.casework.inbox.conftest import CHECKED, Desk
from tests.casework.inbox.stepping import ROWS, address, grow, photo

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def test_the_page_says_what_it_is_about_whom_until_when_and_why(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    html = browser(desk.first).get(address(task)).content.decode()
    for words in (
        "核实定性",
        "S10",
        "请在 4月29日（周三）前办完",
        "4月24日收到",
        "3个工作日",
        "办完后：审批",
    ):
        assert words in html


def test_every_kind_of_field_is_shown_with_what_it_starts_from(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    html = browser(desk.first).get(address(task)).content.decode()
    assert f'value="{task.instance.case.number}"' in html
    assert 'type="date" name="seen_on" value="2026-04-24"' in html
    for piece in (
        "<textarea", 'name="refund"', 'name="kind"', 'name="ways"', ">甲</option>", ">S11</option>",
        "<bj-upload", 'type="date" name="steps-__row__-when"', 'name="steps-__row__-what"', 'value="限期改正"',
        "二年级三个班没有教案",
        "确认成立", "进入审批。", "不成立",
    ):  # fmt: skip
        assert piece in html


@pytest.mark.persistence
def test_only_the_right_people_are_offered(desk: Desk, browser: Browser, task: UserTask) -> None:
    html = browser(desk.first).get(address(task)).content.decode()
    assert ">乙</option>" in html
    assert ">丙</option>" not in html


def test_a_phone_may_keep_the_page_until_it_is_due_and_three_days_more(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    lasting = {None: 3, timedelta(days=-9): 3, timedelta(days=2): 5}
    for due, days in lasting.items():
        UserTask.objects.filter(pk=task.pk).update(due_at=due and NOW + due)
        html = browser(desk.first).get(address(task)).content.decode()
        seconds = re.search(r'data-lasts="(\d+)"', html)
        assert seconds
        assert round(int(seconds[1]) / 86_400, 3) == days


def test_simple_conditions_are_given_to_the_page_and_others_stay_with_the_server(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    html = browser(desk.first).get(address(task)).content.decode()
    assert 'data-field="amount" data-visible="refund=true" hidden' in html
    assert 'data-field="many" hidden' in html
    assert "选择“不成立”时填写；选择别的，这里的内容不提交。" in html


def test_handing_in_opens_the_next_step_and_says_who_has_it(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    answer = browser(desk.first).post(address(task), {**CHECKED, **ROWS}, follow=True)
    assert answer.redirect_chain == [("/inbox/", 302)]
    assert "已送JJK 科室负责人“审批”" in answer.content.decode()
    values = Submission.objects.get().values
    assert values["each"] == [{"n": 1, "measure": "补教案"}, {"n": 2, "measure": "退费"}]
    assert values["steps"] == []


def test_whoever_can_do_the_next_step_is_taken_there(desk: Desk, browser: Browser, task: UserTask) -> None:
    desk.join(desk.first, "RL-04", desk.office)
    answer = browser(desk.first).post(address(task), {**CHECKED, **ROWS})
    next_task = desk.task(task.instance.case, "approve")
    assert answer.headers["Location"] == f"/inbox/tasks/{next_task.pk}/"


@pytest.mark.persistence
def test_rows_that_were_added_are_read_and_empty_ones_are_not(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    rows = {"steps-rows": ["0", "n1", "__row__"], "steps-0-what": "", "steps-n1-what": "约谈",
            "steps-n1-when": "2026-05-06"}  # fmt: skip
    browser(desk.first).post(address(task), {**CHECKED, **ROWS, **rows})
    assert Submission.objects.get().values["steps"] == [{"what": "约谈", "when": "2026-05-06"}]


def test_a_wrong_form_comes_back_with_sentences_and_everything_that_was_typed(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    version = photo(task.instance.case, desk.first)
    wrong = CHECKED | ROWS
    wrong |= {"fact": "", "seen_on": "2026-02-30", "place": "操场东侧", "refund": "true"}
    wrong |= {"photos": str(version), "steps-rows": ["0"], "steps-0-when": "2026-05-06", "each-0-measure": ""}
    answer = browser(desk.first).post(address(task), wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "请填写“事实”。", "“2026-02-30”不是日期", "请填写“退费金额”。", "第 1 行：请填写“做什么”。",
        "操场东侧", 'type="text" name="seen_on" value="2026-02-30"',
        str(version), "照片.png", 'value="2026-05-06"', "二年级三个班没有教案", 'value="退费"',
    ):  # fmt: skip
        assert words in html
    assert not Submission.objects.exists()
    assert html.count("请填写“事实”。") == 2  # at the top and beside the field


@pytest.mark.persistence
def test_a_double_click_gets_a_friendly_page_the_second_time(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    client = browser(desk.first)
    client.post(address(task), {**CHECKED, **ROWS})
    answer = client.post(address(task), {**CHECKED, **ROWS})
    assert answer.status_code == 409
    assert "您已在2026年4月24日（周五） 10:00办理，不用再交一次" in answer.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.persistence
def test_when_somebody_was_faster_the_page_says_who_and_keeps_what_was_typed(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    browser(desk.second).post(address(task), {**CHECKED, **ROWS})
    answer = browser(desk.first).post(address(task), {**CHECKED, **ROWS, "fact": "我写了很久的一段话"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "“核实定性”已由乙于2026年4月24日（周五） 10:00办理" in html
    assert "事实：我写了很久的一段话" in html
    assert f"/cases/{task.instance.key}/" in html


def test_a_failed_automatic_step_keeps_the_submission_and_says_so(desk: Desk, browser: Browser) -> None:
    case = desk.checked()
    broken["now"] = True
    task = desk.task(case, "approve")
    answer = browser(desk.head).post(address(task), {"outcome": "agreed", "opinion": "同意"}, follow=True)
    assert "管理员会处理，您不用重做" in answer.content.decode()
    answer = browser(desk.head).post(address(task), {"outcome": "agreed", "opinion": "再来"})
    assert answer.status_code == 503
    assert "有一个自动步骤没有成功" in answer.content.decode()
    assert "再来" in answer.content.decode()


def test_a_file_that_is_not_of_this_case_is_refused(desk: Desk, browser: Browser) -> None:
    case, other = desk.answering(), desk.case()
    task = desk.task(case, "answer")
    answer = browser(desk.principal).post(address(task), {"proof": str(photo(other, desk.principal))})
    assert answer.status_code == 422
    assert not Submission.objects.filter(element_id="answer").exists()


def test_the_last_step_closes_the_case_and_says_so(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    task = desk.task(case, "answer")
    answer = browser(desk.principal).post(
        address(task), {"proof": str(photo(case, desk.principal))}, follow=True
    )
    case.refresh_from_db()
    assert case.outcome == "已办结"
    assert "已办结" in answer.content.decode()


def test_reading_marks_a_task_for_those_who_may_do_it_only(
    desk: Desk, browser: Browser, task: UserTask
) -> None:
    browser(desk.deputy).get(address(task))
    task.refresh_from_db()
    assert task.first_opened_at is None
    browser(desk.first).get(address(task))
    task.refresh_from_db()
    assert task.first_opened_at is not None
    assert task.first_opened_at - NOW < timedelta(seconds=5)


def test_the_english_page_uses_the_english_names(desk: Desk, browser: Browser, task: UserTask) -> None:
    client = browser(desk.first)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(address(task)).content.decode()
    for words in ("Verify", "State the fact.", "Confirm", "Goes to approval."):
        assert words in html


@pytest.mark.persistence
def test_the_task_page_costs_the_same_however_much_there_is_to_show(desk: Desk, browser: Browser) -> None:
    case = desk.checked()
    task, client = desk.task(case, "approve"), browser(desk.head)
    grow(desk, case)
    client.get(address(task))
    with CaptureQueriesContext(connection) as little:
        client.get(address(task))
    for _ in range(5):
        grow(desk, case)
    with CaptureQueriesContext(connection) as much:
        client.get(address(task))
    assert len(much) == len(little) <= 30


def test_the_case_stays_as_it_was_when_a_form_is_wrong(desk: Desk, browser: Browser, task: UserTask) -> None:
    before = ProcessInstance.objects.get(pk=task.instance_id).revision
    browser(desk.first).post(address(task), {"outcome": "confirmed"})
    assert ProcessInstance.objects.get(pk=task.instance_id).revision == before


def test_only_declared_fields_are_read(desk: Desk, browser: Browser, task: UserTask) -> None:
    browser(desk.first).post(address(task), {**CHECKED, **ROWS, "severity": "4", "each-0-secret": "x"})
    values = json.dumps(Submission.objects.get().values)
    assert "severity" not in values
    assert "secret" not in values
