"""The steps say what is missing in each, lead on, and are only for whoever has the task."""

from collections.abc import Callable
from io import BytesIO

from docx import Document

from casework.organisations.models import Organisation, Person
from tests.casework.guided.conftest import CLAUSE, CODE, Browser, Submission
from tests.documents.files import photo

Enter = Callable[[Person], Browser]


def test_the_inbox_leads_to_the_guided_pages(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    response = clerk.client.get(f"/inbox/tasks/{submission.task().pk}/")
    assert (response.status_code, response.headers["Location"]) == (302, clerk.url())


def test_nobody_gets_round_the_steps_by_posting_the_plain_form(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    response = clerk.client.post(f"/inbox/tasks/{submission.task().pk}/", {"courses": "机器人"})
    assert (response.status_code, response.headers["Location"]) == (302, clerk.url())
    assert submission.task().element_id == "submit"


def test_the_first_page_lists_the_six_steps_with_what_is_missing(
    submission: Submission, enter: Enter
) -> None:
    shown = enter(submission.clerk).get()
    for words in ("① ", "② ", "资质证照", "缺 1 件", "⑥", "3 处待填"):
        assert words.strip() in shown
    assert "需求说明" not in shown  # that one is the school's


def test_a_paper_says_why_it_is_asked_for_what_a_good_one_shows_and_where_to_get_it(
    submission: Submission, enter: Enter
) -> None:
    shown = enter(submission.clerk).get("subject")
    for words in (CLAUSE, "四角完整", "市场监管局", "缺件", "不超过 20 MB"):
        assert words in shown


def test_a_paper_whose_text_is_set_down_is_there_to_be_printed(submission: Submission, enter: Enter) -> None:
    vendor = enter(submission.clerk)
    address = f"/guided/{submission.task().pk}/papers/{submission.requirement('DT-247').pk}/text/"
    assert address in vendor.get("promises")
    text = "".join(
        paragraph.text for paragraph in Document(BytesIO(vendor.client.get(address).content)).paragraphs
    )
    assert "不以任何名义另行收费" in text
    assert "蓝舟科技有限公司（签字、盖章）" in text
    other = submission.requirement("DT-211").pk
    assert vendor.client.get(f"/guided/{submission.task().pk}/papers/{other}/text/").status_code == 404


def test_papers_of_people_stand_under_their_names(submission: Submission, enter: Enter) -> None:
    shown = enter(submission.clerk).get("people")
    assert "张三 的证明" in shown
    assert "3604**********1232" in shown
    assert "360403199001011232" not in shown


def test_a_rival_does_not_find_the_task_and_the_office_may_not_fill_it_in(
    submission: Submission, enter: Enter
) -> None:
    asked = submission.requirement("DT-211")
    for person, status in ((submission.rival, 404), (submission.officer, 403)):
        browser = enter(person)
        for address in (browser.url(), browser.url("subject"), f"{browser.url()}papers/{asked.pk}/file/"):
            assert browser.client.get(address).status_code == status
        for address in (
            browser.url("subject"),
            browser.url("subject", "keep/"),
            f"{browser.url()}papers/{asked.pk}/",
        ):
            assert browser.client.post(address).status_code == status


def test_what_a_colleague_has_begun_is_his(submission: Submission, enter: Enter) -> None:
    enter(submission.clerk).keep("courses", courses="机器人")
    colleague = enter(submission.colleague)
    assert colleague.client.get(colleague.url("courses")).status_code == 403
    answer = colleague.client.post(
        colleague.url("courses", "keep/"), {"courses": "书法", "changed": "courses"}
    )
    assert answer.status_code == 403
    assert "戊" in answer.json()["error"]
    assert "机器人" in enter(submission.clerk).get("courses")


def test_a_paper_of_another_case_or_for_the_school_is_not_found(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    school = submission.requirement("DT-206")
    assert clerk.client.get(f"{clerk.url()}papers/{school.pk}/file/").status_code == 404
    assert clerk.client.post(f"{clerk.url()}papers/{school.pk}/", {}, "application/json").status_code == 404
    assert clerk.client.get(clerk.url("nothing")).status_code == 404


def test_leading_on_saves_all_of_the_page_without_a_script(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    response = clerk.post(
        "subject", **{"profile-credit_code": CODE, "profile-contact": "教务", "go": "licences"}
    )
    assert (response.status_code, response.headers["Location"]) == (302, clerk.url("licences"))
    shown = clerk.get("subject")
    assert CODE in shown
    assert "教务" in shown


def test_what_cannot_be_kept_comes_back_with_its_sentence_and_the_rest_is_saved(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-211", "营业执照.jpg", photo())
    fact = f"fact-{submission.requirement('DT-211').pk}"
    response = clerk.post(
        "subject",
        **{
            f"{fact}-valid_to": "明年夏天",
            f"{fact}-number": CODE,
            "profile-credit_code": "12",
            "go": "licences",
        },
    )
    shown = response.content.decode()
    assert response.status_code == 422
    for words in ("看不出是哪一天", "明年夏天", "统一社会信用代码不对"):
        assert words in shown
    paper = submission.requirement("DT-211").paper
    assert paper
    assert (paper.number, paper.valid_to) == (CODE, None)


def test_an_individual_is_not_asked_for_a_credit_code_nor_for_other_people(
    submission: Submission, enter: Enter
) -> None:
    Organisation.objects.filter(pk=submission.vendor.pk).update(kind=Organisation.Kind.INDIVIDUAL)
    clerk = enter(submission.clerk)
    assert "profile-credit_code" not in clerk.get("subject")
    assert "add_person" not in clerk.get("people")


def test_a_step_with_nothing_to_hand_in_says_so(submission: Submission, enter: Enter) -> None:
    submission.case.requirements.filter(group="licences").delete()
    assert "这一步没有要交的材料" in enter(submission.clerk).get("licences")
