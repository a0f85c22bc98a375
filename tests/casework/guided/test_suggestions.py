"""What is known or can be read is offered, one click confirms it, and nothing is filled in by itself."""

from collections.abc import Callable

from casework.organisations.models import Person
from tests.casework.guided.conftest import CODE, Browser, Submission
from tests.documents.files import photo
from tests.documents.reading.papers import POLICY, pdf

Enter = Callable[[Person], Browser]


def test_what_is_registered_is_offered_for_an_empty_fact_and_not_filled_in(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    clerk.keep("subject", **{"profile-credit_code": CODE})
    clerk.upload("DT-211", "营业执照.jpg", photo())
    key = submission.requirement("DT-211").pk
    shown = clerk.get("subject")
    assert f'value="{key}:number:{CODE}"' in shown
    assert f'value="{key}:holder:蓝舟科技有限公司"' in shown
    paper = submission.requirement("DT-211").paper
    assert paper
    assert (paper.number, paper.holder) == ("", "")
    assert clerk.post("subject", adopt=f"{key}:holder:蓝舟科技有限公司").status_code == 302
    paper.refresh_from_db()
    assert (paper.number, paper.holder) == ("", "蓝舟科技有限公司")
    assert f'value="{key}:holder:' not in clerk.get("subject")


def test_a_file_with_text_is_read_when_asked_and_what_it_says_is_offered(
    submission: Submission, enter: Enter
) -> None:
    clerk = enter(submission.clerk)
    assert clerk.upload("DT-232", "保单.pdf", pdf(POLICY)).status_code == 200
    key = submission.requirement("DT-232").pk
    offer = f'value="{key}:valid_to:2027-02-28"'
    assert offer not in clerk.get("insurance")
    read = clerk.client.get(clerk.url("insurance"), {"read": str(key)}).content.decode()
    assert offer in read
    assert "零时起至2027年2月28日" in read
    paper = submission.requirement("DT-232").paper
    assert paper
    assert paper.valid_to is None
    clerk.post("insurance", adopt=f"{key}:valid_to:2027-02-28")
    paper.refresh_from_db()
    assert str(paper.valid_to) == "2027-02-28"


def test_only_facts_of_the_paper_can_be_confirmed(submission: Submission, enter: Enter) -> None:
    clerk = enter(submission.clerk)
    clerk.upload("DT-211", "营业执照.jpg", photo())
    key = submission.requirement("DT-211").pk
    for wrong in (f"{key}:state:VALID", f"{key}:persons:张三", f"{key}", "x:y:z"):
        assert clerk.post("subject", adopt=wrong).status_code == 404
