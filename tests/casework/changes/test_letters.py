"""The letter editor through HTTP, and the page that it shows."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone

from casework.changes.authoring.letter_form import shown_parts
from casework.changes.authoring.letter_preview import letter_preview
from casework.changes.authoring.placeholders import COMMON
from casework.changes.authoring.samples import SAMPLE
from processes import feel, registry
from processes.bundle import DEFINITIONS
from processes.models import Draft
from tests.casework.changes.authoring import HINT, LETTER, Author
from tests.casework.changes.conftest import Bureau

pytestmark = pytest.mark.django_db
LETTERS = sorted(Path(DEFINITIONS).glob("*/letters/*.json"))


def typed(**changed: Any) -> dict[str, Any]:
    """What the page sends of the letter as it is."""
    data = {name: value for name, value in HINT.items() if isinstance(value, str)}
    for number, part in enumerate(shown_parts(HINT)):
        data |= {f"parts-{number}-{name}": value for name, value in part.items() if name != "columns"}
        for place, column in enumerate(part.get("columns", [])):
            data |= {f"parts-{number}-column-{place}-{name}": text for name, text in column.items()}
    return {**data, "act": "save", **changed}


def test_a_letter_that_nobody_changed_is_saved_as_it_was(author: Author) -> None:
    assert author.post("letter", LETTER, **typed()).status_code == 302
    assert author.saved(LETTER) == HINT


def test_the_preview_shows_names_values_tables_and_what_only_sometimes_appears(author: Author) -> None:
    page = author.get("letter", LETTER).content.decode().partition('id="preview"')[2]
    for text in (
        "海棠九年一贯制学校：",
        "QSH-ZG-2026-000001",
        "紧急的立即办理。",
        "舞蹈教室消防通道堆放杂物。",
    ):
        assert text in page


def test_what_is_typed_is_in_the_preview_and_not_saved(author: Author) -> None:
    answer = author.post(
        "letter",
        LETTER,
        **typed(act="preview", title="新的标题", **{"parts-0-text": "{{additions.hours}}小时"}),
    )
    assert "新的标题" in answer.content.decode()
    assert "〔additions.hours〕小时" in answer.content.decode()
    assert author.saved(LETTER) == HINT


def test_parts_are_moved_added_and_removed_before_anything_is_saved(author: Author) -> None:
    page = author.post("letter", LETTER, **typed(act="down:0", title="新的标题")).content.decode()
    assert page.index("紧急的立即办理。") < page.index("案件{{case.number}}")
    assert "新的标题" in page
    assert (
        page.count("-kind")
        == author.post("letter", LETTER, **typed(act="remove:0")).content.decode().count("-kind") + 1
    )
    assert (
        author.post("letter", LETTER, **typed(act="table:1")).content.decode().count("-kind")
        == page.count("-kind") + 1
    )
    assert author.saved(LETTER) == HINT


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "缺少“标题”"),
        ({"parts-0-text": "{{case.number"}, "双花括号没有成对"),
        ({"parts-1-when": "= ((("}, "出现条件"),
        ({"parts-2-column-0-label": "", "parts-2-column-0-width": "", "parts-2-column-0-cell": "",
          "parts-2-column-1-label": "", "parts-2-column-1-cell": ""}, "一样多且至少一个"),
        ({"parts-2-column-0-width": "很宽"}, "“宽度”应当是"),
        ({"layout": "poster"}, "不存在"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    author: Author, changed: dict[str, str], said: str
) -> None:
    answer = author.post("letter", LETTER, **typed(**{"contact": "联系岗位：课后服务专干", **changed}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "联系岗位：课后服务专干" in answer.content.decode()
    assert author.saved(LETTER) == HINT


def test_a_paragraph_names_its_clause_and_shows_what_that_says(author: Author) -> None:
    assert (
        author.post("letter", LETTER, **typed(**{"parts-1-clause": "实施方案三（三）1"})).status_code == 302
    )
    assert author.saved(LETTER)["paragraphs"][1]["clause"] == "实施方案三（三）1"
    page = author.get("letter", LETTER).content.decode()
    assert '<option value="实施方案三（三）1">' in page
    assert "<strong>实施方案三（三）1</strong>" in page


def test_a_clause_that_is_not_there_is_refused_and_stays_in_its_field(author: Author) -> None:
    answer = author.post("letter", LETTER, **typed(**{"parts-2-clause": "实施方案九（九）9"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“实施方案”里没有“九（九）9”这一条" in page
    assert 'value="实施方案九（九）9"' in page
    assert author.saved(LETTER) == HINT


def test_the_preview_is_filled_with_what_a_scenario_answers(author: Author) -> None:
    steps = [{"task": "trial/u", "form": {"hours": "两个"}}, {"task": "trial/u", "form": {"hours": "三个"}}]
    scenario = json.dumps({"name": "甲", "steps": steps})
    at, by = timezone.now(), author.draft.begun_by
    author.draft.files.create(path="trial/scenarios/a.json", content=scenario, changed_at=at, changed_by=by)
    answer = author.post(
        "letter", LETTER, **typed(act="preview", **{"parts-0-text": "{{additions.hours}}小时"})
    )
    assert "两个小时" in answer.content.decode()


def test_the_second_of_two_is_told(author: Author, bureau: Bureau, draft: Draft) -> None:
    other = Author(bureau.person("另一位管理员", "RL-12", bureau.bureau), draft)
    other.post("letter", LETTER, **typed(title="他的标题"))
    answer = author.post("letter", LETTER, **typed(title="我的标题"), revision=1)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "另一位管理员" in page
    assert "我的标题" in page
    assert 'name="revision" value="2"' in page


def test_the_letter_is_had_in_word(author: Author) -> None:
    answer = author.get("letter_docx", LETTER)
    assert "海棠九年一贯制学校" in ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_letter_there_is_can_be_shown(path: Path) -> None:
    preview = letter_preview(path.stem, path.read_text(), {}, at=timezone.localtime())
    assert preview.letter is not None, preview.faults


@pytest.mark.parametrize(
    "content",
    ["", "[]", "不是", '{"paragraphs": 1}', '{"paragraphs": [1, {"table": 2}]}', '{"title": {"zh": 1}}'],
)
def test_a_file_that_is_no_letter_is_shown_with_what_is_wrong(author: Author, content: str) -> None:
    author.draft.files.filter(path=LETTER).update(content=content)
    answer = author.get("letter", LETTER)
    assert answer.status_code == 200
    assert "文书现在还排不出来" in answer.content.decode()
    assert author.get("letter_docx", LETTER).status_code == 404


def test_every_name_that_is_offered_is_one_that_letters_know() -> None:
    own = {"respondent", "school", "office", "issuer", "round", "first_notice", "additions", "overdue_days"}
    known = registry.fact_names() | own
    read = {name for text in COMMON for name in feel.parse(text, names=frozenset(known)).names}
    assert read <= known
    assert set(SAMPLE) <= own


def test_who_only_reads_cannot_save(bureau: Bureau, draft: Draft) -> None:
    reader = Author(bureau.officer, draft)
    assert "只能看，不能改。" in reader.get("letter", LETTER).content.decode()
    assert reader.post("letter", LETTER, **typed()).status_code == 403
    assert Author(bureau.principal, draft).get("letter", LETTER).status_code == 404
