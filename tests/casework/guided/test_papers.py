"""Files arrive by ticket or with the page, are seen again anywhere, offered again, and refused in words."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.audit.models import Event
from casework.organisations.models import Person
from casework.papers.models import Paper
from casework.papers.services.facts import keep
from tests.casework.cases.conftest import NOW
from tests.casework.guided.conftest import Browser, Submission
from tests.documents.files import locked_pdf, photo

Enter = Callable[[Person], Browser]


def test_a_file_sent_by_ticket_is_shown_on_every_device_and_its_facts_are_asked(
    submission: Submission, enter: Enter
) -> None:
    picture = photo()
    assert enter(submission.clerk).upload("DT-211", "营业执照.jpg", picture).status_code == 200
    again = enter(submission.clerk)
    shown = again.get("subject")
    key = submission.requirement("DT-211").pk
    assert "营业执照.jpg" in shown
    assert f'name="fact-{key}-valid_to"' in shown
    assert f'name="fact-{key}-persons"' not in shown  # no fact of this type
    file = again.client.get(f"{again.url()}papers/{key}/file/")
    assert b"".join(file.streaming_content) == picture  # type: ignore[attr-defined]


def test_a_file_of_another_kind_too_large_or_locked_is_refused_in_words(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    wrong = clerk.upload("DT-211", "营业执照.exe", b"MZ")
    assert wrong.status_code == 422
    assert "照片" in wrong.json()["error"]
    key = submission.requirement("DT-211").pk
    large = clerk.client.post(
        f"{clerk.url()}papers/{key}/", {"name": "a.jpg", "size": 30_000_000}, "application/json"
    )
    assert large.status_code == 422
    assert "20" in large.json()["error"]
    locked = clerk.upload("DT-211", "执照.pdf", locked_pdf())
    assert locked.status_code == 422
    assert "密码" in locked.json()["error"] or "加密" in locked.json()["error"]
    assert "缺件" in clerk.get("subject")


def test_an_upload_that_broke_off_leaves_the_paper_missing_and_may_be_repeated(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    key = submission.requirement("DT-211").pk
    begun = clerk.client.post(f"{clerk.url()}papers/{key}/", {"name": "a.jpg", "size": 9}, "application/json")
    assert clerk.client.post(begun.json()["complete"]).status_code == 409
    assert "缺件" in clerk.get("subject")
    assert clerk.upload("DT-211", "营业执照.jpg", photo()).status_code == 200
    assert "营业执照.jpg" in clerk.get("subject")


def test_another_file_takes_the_place_of_the_first_and_the_facts_stay(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-211", "模糊.jpg", photo())
    key = submission.requirement("DT-211").pk
    clerk.keep("subject", **{f"fact-{key}-holder": "蓝舟科技有限公司"})
    clerk.upload("DT-211", "清楚.jpg", photo((800, 600)))
    shown = clerk.get("subject")
    assert "清楚.jpg" in shown
    assert "模糊.jpg" not in shown
    assert 'value="蓝舟科技有限公司"' in shown


def test_a_file_is_taken_away_again(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-211", "营业执照.jpg", photo())
    assert clerk.post("subject", detach=str(submission.requirement("DT-211").pk)).status_code == 302
    assert "营业执照.jpg" not in clerk.get("subject")


def test_without_a_script_the_file_comes_with_the_page(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    key = submission.requirement("DT-211").pk
    sent = SimpleUploadedFile("营业执照.jpg", photo(), "image/jpeg")
    response = clerk.client.post(clerk.url("subject"), {f"file-{key}": sent, "upload": str(key)})
    assert response.status_code == 302
    assert "营业执照.jpg" in clerk.get("subject")
    nothing = clerk.client.post(clerk.url("subject"), {"upload": str(key)})
    assert nothing.status_code == 422
    assert "请先选择文件" in nothing.content.decode()


def test_pictures_of_identity_are_masked_and_opening_one_is_recorded(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-216", "身份证.jpg", photo())
    key = submission.requirement("DT-216").pk
    address = f"{clerk.url()}papers/{key}/file/"
    shown = clerk.get("people")
    assert f'<img src="{address}' not in shown
    assert "打开会留下记录" in shown
    assert clerk.client.get(address).status_code == 200
    assert Event.objects.filter(chain=submission.vendor.pk, kind="paper.viewed").count() == 1


def earlier_licence(submission: Submission, enter: Enter) -> Paper:
    """A licence handed in for another matter."""
    enter(submission.clerk).upload("DT-212", "许可证2025.jpg", photo())
    asked = submission.requirement("DT-212")
    paper = asked.paper
    assert paper
    keep(
        paper=paper,
        values={"number": "X1", "holder": "蓝舟科技有限公司", "valid_to": "2027-05-01", "scope": "科技"},
        by=submission.clerk,
        at=NOW,
    )
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.SUBMITTED)
    asked.paper = None
    asked.save(update_fields=["paper"])
    return paper


def test_a_paper_that_is_still_valid_is_offered_and_taken_with_one_click(
    submission: Submission, enter: Enter
) -> None:
    paper = earlier_licence(submission, enter)
    clerk = enter(submission.clerk)
    shown = clerk.get("licences")
    assert "可直接使用" in shown
    assert "有效期至2027年5月1日（周六）" in shown
    taken = clerk.post("licences", take=f"{submission.requirement('DT-212').pk}:{paper.pk}")
    assert taken.status_code == 302
    shown = clerk.get("licences")
    assert "沿用已有材料" in shown
    assert "缺 1 件" not in shown.split("② ")[1].split("③ ")[0]
    assert submission.requirement("DT-212").is_reused


def test_a_paper_of_somebody_else_is_never_offered_nor_taken(submission: Submission, enter: Enter) -> None:
    paper = earlier_licence(submission, enter)
    Paper.objects.filter(pk=paper.pk).update(subject=submission.rival_vendor)
    clerk = enter(submission.clerk)
    assert "可直接使用" not in clerk.get("licences")
    refused = clerk.post("licences", take=f"{submission.requirement('DT-212').pk}:{paper.pk}")
    assert refused.status_code == 422
    assert "不能沿用" in refused.content.decode()
    assert submission.requirement("DT-212").paper is None
