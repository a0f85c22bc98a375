"""The letters of a played case say what domain.md §5.4 asks, in words, numbered without gaps."""

import io
import re
from datetime import UTC, datetime

import docx
import pytest

from casework.audit.models import Event
from casework.inbox.casefile.basis import grounds
from casework.letters.compose import Composer
from casework.letters.models import Letter
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from documents.services import open_version
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

pytestmark = pytest.mark.django_db
LEFT_OVER = re.compile(r"\{\{|\}\}|None|null|\b(?:DT|OD)-\d|office_head|RAISED|slip")


def story(name: str) -> Scenario:
    return next(s for _, s in scenarios_of("rectify") if s.story == name)


def text_of(letter: Letter) -> str:
    assert letter.version is not None
    file = docx.Document(io.BytesIO(open_version(letter.version).read()))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return "".join(node.text or "" for node in file.element.body.iter(tag))


@pytest.fixture
def letters() -> dict[str, Letter]:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    report = play(story("ST-09"))
    return {letter.definition: letter for letter in Letter.objects.filter(case=report.case).order_by("pk")}


def test_the_notice_says_facts_clauses_deadline_rights_and_consequence(letters: dict[str, Letter]) -> None:
    notice = letters["OD-03"]
    said = text_of(notice)
    assert notice.number == "湖教体督改〔2026〕1号"
    for part in (
        notice.number, "关于限期整改课后服务有关问题的通知", "松涛中学", "月度检查", "10个工作日", "申请延期", "异议", "追责",
    ):  # fmt: skip
        assert part in said


def test_the_second_notice_names_the_first_and_what_did_not_pass(letters: dict[str, Letter]) -> None:
    said = text_of(letters["OD-03b"])
    assert letters["OD-03"].number in said
    assert "部分通过" in said
    assert "5个工作日" in said


def test_the_closure_names_results_rechecker_and_approver(letters: dict[str, Letter]) -> None:
    said = text_of(letters["OD-13"])
    assert "销号审批：" in said
    assert re.search(r"销号审批：\S+　2026年", said)
    assert "通过" in said


def test_the_clause_of_a_paragraph_is_kept_with_the_letter_and_shown_as_its_basis(
    letters: dict[str, Letter],
) -> None:
    notice = letters["OD-03"]
    ((number, clause),) = notice.clauses
    assert clause == "实施方案三（三）1"
    found = grounds(notice.case, "zh-hans", letters=[notice])
    (ground,) = [one for one in found if one.title == f"文书“{notice.title}”第{number}段"]
    assert [str(one.clause) for one in ground.cited] == ["三（三）1"]
    notice.version, notice.clauses = None, []
    titles = [one.title for one in grounds(notice.case, "zh-hans", letters=[notice])]
    assert f"文书“{notice.title}”的一段" in titles


def test_a_paragraph_that_was_not_printed_does_not_count() -> None:
    parts = [
        {"text": "甲", "clause": "实施方案三（三）1", "when": "= 1 = 2"}, {"text": "乙"},
        {"text": "丙", "clause": "实施方案三（三）2"},
    ]  # fmt: skip
    assert Composer({}, datetime(2026, 1, 1, tzinfo=UTC)).clauses({"paragraphs": parts}) == [
        (2, "实施方案三（三）2")
    ]


def test_no_letter_shows_a_code_or_an_unfilled_place(letters: dict[str, Letter]) -> None:
    for letter in letters.values():
        assert not LEFT_OVER.search(text_of(letter)), letter


@pytest.mark.persistence
def test_every_letter_is_filed_frozen_with_its_hash(letters: dict[str, Letter]) -> None:
    for letter in letters.values():
        assert letter.version is not None
        assert letter.version.is_frozen
        assert len(letter.version.sha256) == 64
    served = Event.objects.filter(chain=letters["OD-03"].case_id, kind="letter.served").count()
    assert served == Letter.objects.filter(case=letters["OD-03"].case).count()
