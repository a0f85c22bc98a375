"""What hangs on clauses and parameters, read from the files of a process."""

import json

import pytest

from casework.policy.declared import UnknownParameter
from casework.policy.mentions import Kind, Mention, mentions_in
from casework.policy.pages.uses import readers_of
from casework.policy.readers import reads
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

from .conftest import AT
from .tables import process


def found(*, form: object = None, letter: object = None) -> list[Mention]:
    files = dict(process().files)
    if form is not None:
        files["trial/forms/plan.json"] = json.dumps(form).encode()
    if letter is not None:
        files["trial/letters/OD-02.json"] = json.dumps(letter).encode()
    return mentions_in(files)


def test_a_step_a_row_and_an_input_are_found() -> None:
    step, table, *rows = sorted(found(), key=lambda mention: list(Kind).index(mention.kind))
    assert (step.kind, step.name, step.texts) == (Kind.STEP, "任务ask", ("实施方案三（三）2；DT-502",))
    assert (table.kind, table.reads) == (Kind.TABLE, frozenset({"PRM_PAY_CAP"}))
    assert [(row.row, row.within) for row in rows] == [(1, "期限"), (2, "期限"), (3, "期限")]
    assert {mention.process for mention in (step, table, *rows)} == {"main"}


def test_a_form_its_fields_and_the_items_of_a_checklist_name_their_own_clauses() -> None:
    form = {
        "title": {"zh": "方案", "en": "Plan"},
        "clause": "实施方案三（三）2",
        "fields": [
            {"name": "rate", "label": "课时费", "clause": "实施方案三（三）2", "valid": "= rate <= parameters.PRM_PAY_CAP"},
            {"name": "items", "label": "清单", "groups": [
                {"title": {"zh": "制度"}, "items": [{"code": "C-01", "text": {"zh": "有方案"}, "clause": "实施方案三（三）3"}]}
            ]},
        ],
    }  # fmt: skip
    whole, rate, item = [mention for mention in found(form=form) if mention.path.endswith("plan.json")]
    assert (whole.kind, whole.name, whole.name_en) == (Kind.FORM, "方案", "Plan")
    assert (rate.kind, rate.name, rate.within, rate.reads) == (
        Kind.FIELD,
        "课时费",
        "方案",
        frozenset({"PRM_PAY_CAP"}),
    )
    assert (item.element, item.name, item.texts) == ("C-01", "有方案", ("实施方案三（三）3",))


def test_a_letter_names_its_clause() -> None:
    letter = {"id": "OD-02", "title": "备案回执", "clause": "实施方案三（三）3", "paragraphs": []}
    (mention,) = [mention for mention in found(letter=letter) if mention.kind is Kind.LETTER]
    assert (mention.name, mention.texts) == ("备案回执", ("实施方案三（三）3",))


@pytest.mark.django_db
def test_what_reads_a_parameter_is_told_with_the_steps_that_are_not_drawn() -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "ven_vet"), at=AT)
    said = [line.what for line in readers_of("PRM_INTERVIEW_MIN", "zh-hans")]
    assert "登记面审记录时核对面审组的人数" in said
    with pytest.raises(UnknownParameter):
        reads("PRM_NOBODY", said)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_terms_of_a_rectification_are_parameters() -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    said = {n: [line.what for line in readers_of(f"PRM_RECT_WD_L{n}", "zh-hans")] for n in range(1, 5)}
    assert all("决策表“整改期限、签发级别与文书形式”" in "".join(lines) for lines in said.values())
