"""The last step lists all that is wrong at once; what is sent has a numbered receipt; what is given back is marked."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from casework.organisations.models import Person
from casework.papers.models import Requirement
from casework.papers.services.verification import give_back, verify
from documents.models import DocumentVersion
from tests.casework.cases.conftest import NOW
from tests.casework.guided.conftest import CODE, Browser, Submission
from tests.documents.files import photo

Enter = Callable[[Person], Browser]
FACTS = {
    "DT-211": ("subject", {"number": CODE, "holder": "蓝舟科技有限公司", "valid_to": "长期"}),
    "DT-212": ("licences", {"number": "教民1号", "holder": "蓝舟科技有限公司", "valid_to": "2027-05-01", "scope": "科技"}),
    "DT-216": ("people", {"holder": "张三", "valid_to": "2030-01-01"}),
    "DT-247": ("promises", {}),
}  # fmt: skip


def fill_in(clerk: Browser) -> None:
    """Everything that is asked for."""
    clerk.keep("subject", **{"profile-credit_code": CODE})
    for code, (page, values) in FACTS.items():
        assert clerk.upload(code, f"{code}.jpg", photo()).status_code == 200
        key = clerk.submission.requirement(code).pk
        answer = clerk.keep(page, **{f"fact-{key}-{fact}": value for fact, value in values.items()})
        assert not any(answer["faults"].values()), answer
    clerk.keep("courses", courses="机器人", starts_on="2026-05-11", has_outdoor="false")
    clerk.keep("promises", promise=["free", "true"])


def test_what_is_missing_is_listed_at_once_and_keeps_the_submission_back(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    response = clerk.post("promises", send="")
    shown = response.content.decode()
    assert response.status_code == 422
    for words in ("还有 8 处要补", "营业执照", "市场监管局", "张三", "请填写“课程名称”。", "请选择“承诺”。"):
        assert words in shown
    assert "需求说明" not in shown
    assert "户外活动的安全安排”" not in shown
    assert submission.task().element_id == "submit"


def test_everything_together_is_sent_with_a_receipt_of_every_file(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    fill_in(clerk)
    assert "各步都已填好" in clerk.get("promises")
    sent = clerk.post("promises", send="")
    address = f"/guided/receipts/{submission.case.pk}/1/"
    assert (sent.status_code, sent.headers["Location"]) == (302, address)
    assert submission.task().element_id == "check"
    shown = clerk.client.get(address).content.decode()
    assert f"{submission.case.number}-1" in shown
    for version in DocumentVersion.objects.filter(document__paper__isnull=False):
        assert version.sha256 in shown
        assert f"{version.size}" in shown.replace(",", "")
        assert version.is_frozen
    assert "张*" in shown
    assert set(submission.case.requirements.filter(is_for_school=False).values_list("state", flat=True)) == {
        Requirement.State.ANSWERED,
        Requirement.State.OPEN,  # the one that nobody has to hand in
    }


def test_the_receipt_is_saved_as_a_file_and_seen_by_those_who_see_the_case(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    fill_in(clerk)
    address = clerk.post("promises", send="").headers["Location"]
    saved = clerk.client.get(f"{address}save/")
    with ZipFile(BytesIO(saved.content)) as package:
        text = package.read("word/document.xml").decode()
    assert "材料接收回执" in text
    assert f"{submission.case.number}-1" in text
    assert DocumentVersion.objects.exclude(sha256="").first().sha256 in text  # type: ignore[union-attr]
    assert enter(submission.officer).client.get(address).status_code == 200
    for suffix in ("", "save/"):
        assert enter(submission.rival).client.get(f"{address}{suffix}").status_code == 404
    assert clerk.client.get(f"/guided/receipts/{submission.case.pk}/2/").status_code == 404


def test_sending_twice_says_that_it_is_done(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    fill_in(clerk)
    place = clerk.url("promises")
    clerk.client.post(place, {"send": ""})
    again = clerk.client.post(place, {"send": ""})
    assert again.status_code == 409
    assert "不用再交一次" in again.content.decode()
    late = clerk.client.post(f"{place}keep/", {"promise": "free", "changed": "promise"})
    assert late.status_code == 409
    assert "已经完成" in late.json()["error"]


@pytest.fixture
def returned(submission: Submission, enter: Enter) -> Browser:
    """The licence is accepted, the identity paper given back."""
    clerk = enter(submission.clerk)
    fill_in(clerk)
    clerk.post("promises", send="")
    licence = submission.requirement("DT-212")
    assert licence.paper
    verify(paper=licence.paper, method="ORIGINAL", by=submission.officer, at=NOW, case=submission.case)
    give_back(
        requirement=submission.requirement("DT-216"), reason="有效期不清", by=submission.officer, at=NOW
    )
    submission.send_back()
    return clerk


def test_what_was_given_back_is_marked_and_all_else_is_closed(
    submission: Submission, returned: Browser
) -> None:
    assert "退回 1 件" in returned.get()
    people = returned.get("people")
    assert "退回：有效期不清" in people
    assert "bj-upload" in people
    for page, words in (("licences", "已通过"), ("subject", "待核验")):
        shown = returned.get(page)
        assert words in shown
        assert "<bj-upload" not in shown
    refused = returned.upload("DT-212", "许可证.jpg", photo())
    assert refused.status_code == 409
    assert "已经提交" in refused.json()["error"]


def test_a_paper_that_was_given_back_must_be_touched_before_it_is_sent_again(
    submission: Submission, returned: Browser
) -> None:
    assert "退回：有效期不清" in returned.post("promises", send="").content.decode()
    key = submission.requirement("DT-216").pk
    returned.keep("people", **{f"fact-{key}-valid_to": "2031-01-01"})
    assert "退回 1 件" not in returned.get()
    sent = returned.post("promises", send="")
    assert sent.headers["Location"] == f"/guided/receipts/{submission.case.pk}/2/"
    second = returned.client.get(sent.headers["Location"]).content.decode()
    assert "DT-216.jpg" in second
    assert "DT-212.jpg" not in second
    assert f"{submission.case.number}-1" in second  # the one before stays at hand


def test_what_was_told_in_an_earlier_round_is_not_asked_again(returned: Browser) -> None:
    shown = returned.get("courses")
    assert 'value="机器人"' in shown
    assert 'value="2026-05-11"' in shown
    assert returned.keep("courses", courses="机器人与编程")["faults"] == {"courses": []}
    assert 'value="2026-05-11"' in returned.get("courses")
