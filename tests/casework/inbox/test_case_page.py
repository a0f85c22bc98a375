"""The case page and the case list: the whole story of a matter for those who may read it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.cases.models import Notice
from casework.letters.models import Letter
from casework.organisations.models import Person
from documents.services import store_bytes
from processes.models import ProcessInstance
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import CHECKED, Desk
from tests.casework.inbox.stepping import grow, photo

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_sentence_says_whose_turn_it_is_what_for_and_until_when(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    html = page(browser(desk.first), f"/cases/{case.pk}/")
    assert "等待 <b>S10 校长</b> 反馈，截止 4月29日（周三）" in html
    assert "剩3个工作日" in html
    assert "4月24日收到，3个工作日，截止4月29日（周三）" in html


def test_the_stages_show_how_far_it_is(desk: Desk, browser: Browser) -> None:
    html = page(browser(desk.first), f"/cases/{desk.answering().pk}/")
    assert '<li class="is-done">立案</li>' in html
    assert '<li class="is-now" aria-current="step">整改' in html


def test_findings_people_grounds_and_story_are_on_it(desk: Desk, browser: Browser) -> None:
    html = page(browser(desk.first), f"/cases/{desk.answering().pk}/")
    for words in (
        "问题 2", "VF-4 无备课教案", "二年级三个班没有教案", "L2 较重", "月度检查",
        "按期改正", "确认成立", "三个班没有教案", "核实定性", "审批",
    ):  # fmt: skip
        assert words in html


def test_the_respondent_reads_its_own_words_but_not_the_opinions_of_the_office(
    desk: Desk, browser: Browser
) -> None:
    html = page(browser(desk.principal), f"/cases/{desk.answering().pk}/")
    assert "二年级三个班没有教案" in html
    assert "按期改正" not in html
    assert "三个班没有教案</blockquote>" not in html


def test_a_case_whose_state_was_tampered_with_is_not_opened_and_says_so(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    instance = ProcessInstance.objects.get(key=case.pk)
    instance.state = instance.state.replace("answer", "approve")
    instance.save()
    answer = browser(desk.first).get(f"/cases/{case.pk}/")
    assert answer.status_code == 503
    assert "它的流程状态不是当前版本保存的，或者被改动过" in answer.content.decode()


def test_who_has_the_next_step_finds_its_button(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    assert "办理：反馈" in page(browser(desk.principal), f"/cases/{case.pk}/")
    assert "办理：反馈" not in page(browser(desk.first), f"/cases/{case.pk}/")


def test_actions_are_offered_to_those_whom_the_diagram_names_only(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    address = f"/cases/{case.pk}/actions/more_time/"
    assert address in page(browser(desk.principal), f"/cases/{case.pk}/")
    assert address not in page(browser(desk.first), f"/cases/{case.pk}/")


def test_a_closed_case_says_how_it_ended_and_offers_its_letter(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    desk.do(case, "answer", desk.principal, proof=[str(photo(case, desk.principal))])
    version = store_bytes(
        holder=case.pk, type_code="OD-13", name="整改销号确认单.docx", content=b"x", by=None, at=NOW
    )
    Letter.objects.create(
        case=case, definition="OD-13", title="整改销号确认单", addressee=desk.school, state="SERVED",
        number="QSH-ZG-2026-000001", version=version, drafted_at=NOW, issued_on=NOW.date(), served_at=NOW,
    )  # fmt: skip
    html = page(browser(desk.principal), f"/cases/{case.pk}/")
    assert "本案已办结" in html
    assert "下载《整改销号确认单》" in html
    assert f"/cases/{case.pk}/documents/{version.pk}/save/" in html


def test_a_letter_that_is_not_served_is_not_the_respondents_to_read(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    version = store_bytes(holder=case.pk, type_code="OD-03", name="稿.docx", content=b"x", by=None, at=NOW)
    Letter.objects.create(
        case=case, definition="OD-03", title="关于限期整改的通知", addressee=desk.school, drafted_at=NOW,
        version=version,
    )  # fmt: skip
    address = f"/cases/{case.pk}/documents/{version.pk}/"
    assert "关于限期整改的通知" in page(browser(desk.first), f"/cases/{case.pk}/")
    assert "关于限期整改的通知" not in page(browser(desk.principal), f"/cases/{case.pk}/")
    assert browser(desk.first).get(address).status_code == 200
    assert browser(desk.principal).get(address).status_code == 404


def test_evidence_stands_beside_its_finding(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    grow(desk, case)
    html = page(browser(desk.principal), f"/cases/{case.pk}/")
    assert "整改后" in html
    assert html.count("desk-proof") >= 1


@pytest.mark.parametrize("who", ["first", "outsider", "head", "deputy", "principal"])
def test_those_concerned_see_the_case(desk: Desk, browser: Browser, who: str) -> None:
    case = desk.answering()
    assert browser(getattr(desk, who)).get(f"/cases/{case.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["neighbour", "auditor", "administrator", "clerk", "teacher"])
def test_for_all_others_it_does_not_exist(desk: Desk, browser: Browser, who: str) -> None:
    case = desk.answering()
    client = browser(getattr(desk, who))
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert client.get(f"/cases/{case.pk}/diagrams/main.json").status_code == 404
    assert client.get(f"/cases/{case.pk}/diagrams/main.bpmn").status_code == 404
    assert client.get(f"/cases/{case.pk}/actions/more_time/").status_code == 404
    assert client.post(f"/cases/{case.pk}/uploads/").status_code == 404
    assert case.number not in page(client, "/cases/")


def test_a_teacher_sees_the_case_in_which_he_has_something_to_do(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    task = desk.task(case, "answer")
    task.assignee = desk.teacher
    task.save(update_fields=["assignee"])
    assert browser(desk.teacher).get(f"/cases/{case.pk}/").status_code == 200


@pytest.mark.persistence
def test_the_list_of_a_school_is_its_own_and_counts_what_is_due(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    html = page(browser(desk.principal), "/cases/")
    assert "S10 · 案件" in html
    assert "<strong>1</strong> 在办" in html
    assert "<strong>1</strong> 3个工作日内到期" in html
    assert case.number in html
    assert case.number not in page(browser(desk.neighbour), "/cases/")
    for counted, listed in (("soon=1", True), ("overdue=1", False)):
        assert f"?state=open&amp;{counted}" in html
        assert (case.number in page(browser(desk.principal), f"/cases/?state=open&{counted}")) is listed


@pytest.mark.persistence
def test_the_list_is_filtered_by_state_school_severity_and_words(desk: Desk, browser: Browser) -> None:
    case, client = desk.answering(), browser(desk.deputy)
    for query in ("", "?severity=2", f"?school={desk.school.pk}", f"?q={case.number}", "?state=all"):
        assert case.number in page(client, f"/cases/{query}")
    for query in ("?state=closed", "?severity=4", f"?school={desk.neighbour_school.pk}", "?q=没有"):
        assert case.number not in page(client, f"/cases/{query}")
    assert "没有符合条件的案件" in page(client, "/cases/?severity=4")
    assert "还没有办结的案件" in page(client, "/cases/?state=closed")


@pytest.mark.persistence
def test_the_case_page_costs_the_same_however_long_the_story(desk: Desk, browser: Browser) -> None:
    case, client = desk.answering(), browser(desk.first)
    grow(desk, case)
    page(client, f"/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as short:
        page(client, f"/cases/{case.pk}/")
    for _ in range(5):
        grow(desk, case)
    with CaptureQueriesContext(connection) as long:
        page(client, f"/cases/{case.pk}/")
    assert len(long) == len(short) <= 31


@pytest.mark.persistence
def test_the_list_costs_the_same_however_long_it_is(desk: Desk, browser: Browser) -> None:
    client = browser(desk.first)
    desk.case()
    page(client, "/cases/")
    with CaptureQueriesContext(connection) as short:
        page(client, "/cases/")
    for _ in range(5):
        desk.case()
    with CaptureQueriesContext(connection) as long:
        page(client, "/cases/")
    assert len(long) == len(short) <= 14


@pytest.mark.persistence
def test_a_notice_is_unread_until_its_case_was_opened(desk: Desk, browser: Browser) -> None:
    case = desk.answering()
    Notice.objects.create(
        case=case, roles=" RL-20 ", scope=str(desk.school.pk), text="期限还有3个工作日", sent_at=NOW
    )
    client = browser(desk.principal)
    assert "未读" in page(client, "/inbox/?tab=read")
    assert client.post(f"/inbox/read/{case.pk}/").headers["Location"] == f"/cases/{case.pk}/"
    assert "未读" not in page(client, "/inbox/?tab=read")
    assert "期限还有3个工作日" not in page(browser(desk.neighbour), "/inbox/?tab=read")


def test_the_diagram_says_what_is_done_where_it_is_and_what_comes_next(desk: Desk, browser: Browser) -> None:
    case = desk.checked()
    client = browser(desk.first)
    xml = client.get(f"/cases/{case.pk}/diagrams/main.bpmn")
    assert xml.headers["Content-Type"].startswith("application/xml")
    assert b"userTask" in xml.content
    state = client.get(f"/cases/{case.pk}/diagrams/main.json").json()
    assert {"start", "check"} <= set(state["completed"])
    assert state["current"] == ["approve"]
    assert set(state["flows"]) == {"start_check", "check_approve"}
    assert state["next"] == ["answer"]
    assert client.get(f"/cases/{case.pk}/diagrams/other.json").status_code == 404


def test_the_english_page_has_english_steps(desk: Desk, browser: Browser) -> None:
    case = desk.case()
    client = browser(desk.first)
    client.cookies["django_language"] = "en"
    assert "Verify" in page(client, f"/cases/{case.pk}/")


def test_what_was_checked_is_part_of_the_story(desk: Desk, browser: Browser) -> None:
    case = desk.case()
    desk.do(case, "check", desk.first, **(CHECKED | {"fact": "第三周查看了教案"}))
    assert "第三周查看了教案" in page(browser(desk.head), f"/cases/{case.pk}/")
