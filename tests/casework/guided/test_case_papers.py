"""Who sees a case reads which papers it has, how long they last and who verified them; sensitive ones stay closed."""

from collections.abc import Callable

from casework.audit.models import Event
from casework.organisations.models import Person
from casework.papers.services.verification import verify
from tests.casework.cases.conftest import NOW
from tests.casework.guided.conftest import Browser, Submission
from tests.casework.guided.test_sending import fill_in

Enter = Callable[[Person], Browser]


def handed_in(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    fill_in(clerk)
    clerk.post("promises", send="")
    licence = submission.requirement("DT-212")
    assert licence.paper
    verify(paper=licence.paper, method="ORIGINAL", by=submission.officer, at=NOW, case=submission.case)


def test_the_case_lists_its_papers_with_state_validity_and_verifier(
    submission: Submission, enter: Enter
) -> None:
    handed_in(submission, enter)
    for person in (submission.officer, submission.clerk):
        shown = enter(person).client.get(f"/cases/{submission.case.pk}/").content.decode()
        for words in (
            "资质证照",
            "已核验",
            "有效至 2027年5月1日（周六）",
            "原件核对 · 辛",
            "张三",
            f"{submission.case.number}-1",
        ):
            assert words in shown
    task = enter(submission.officer).client.get(f"/inbox/tasks/{submission.task().pk}/").content.decode()
    assert "待核验" in task


def test_a_vendor_reads_nothing_of_the_school_and_drafts_are_read_by_nobody_else(
    submission: Submission, enter: Enter
) -> None:
    fill_in(enter(submission.clerk))
    address = f"/cases/{submission.case.pk}/"
    assert "学校需求说明" not in enter(submission.clerk).client.get(address).content.decode()
    office = enter(submission.officer).client.get(address).content.decode()
    assert "待提交" in office
    assert "已上传" not in office
    key = submission.requirement("DT-212").pk
    assert enter(submission.officer).client.get(f"{address}papers/{key}/").status_code == 404


def test_a_sensitive_paper_opens_with_a_reason_only_and_the_view_is_recorded(
    submission: Submission, enter: Enter
) -> None:
    handed_in(submission, enter)
    address = f"/cases/{submission.case.pk}/papers/{submission.requirement('DT-216').pk}/"
    officer = enter(submission.officer).client
    views = Event.objects.filter(chain=submission.vendor.pk, kind="paper.viewed")
    assert "写明事由后打开" in officer.get(address).content.decode()
    assert officer.post(address, {"reason": "看"}).status_code == 422
    assert not views.exists()
    opened = officer.post(address, {"reason": "核对身份证有效期"})
    assert opened.headers["Content-Type"] == "image/jpeg"
    assert views.get().payload["reason"] == "核对身份证有效期"
    # Another office reads the case, but neither this paper nor the name on it.
    other = enter(submission.first).client
    assert other.get(address).status_code == 403
    shown = other.get(f"/cases/{submission.case.pk}/").content.decode()
    assert "张*" in shown
    assert "张三" not in shown
