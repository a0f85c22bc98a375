"""Red-line items stay on the checklist of an inspection, and one that fails fails the whole (domain.md §2.10, D11)."""

from collections.abc import Iterator

from casework.changes.hard.table import RED_COLUMN, RED_FORM, RED_GRADE, RED_ITEMS, RED_TABLE
from processes.bundle import Bundle
from processes.checks import Problem
from processes.checks.draft import Draft
from processes.decisions import DecisionTable

SCORES = (0, 59, 60, 79, 80, 89, 90, 100)


def red_lines(draft: Draft) -> Iterator[Problem]:
    if draft.bundle.main != RED_FORM.partition("/")[0]:
        return
    yield from _items(draft)
    table = draft.decisions.get(RED_TABLE)
    if table is None or not _fails(table):
        path = _path_of(draft.bundle)
        yield Problem(path, RED_TABLE, "红线项不符的必须评为不合格，请把这一行放回第一行（红线项，不能去掉）")


def _items(draft: Draft) -> Iterator[Problem]:
    form = draft.forms.get("inspect")
    red = {item.code for field in form.fields for item in field.items if item.red} if form else set()
    if missing := sorted(RED_ITEMS - red):
        sentence = f"红线项 {'、'.join(missing)} 不能从检查表去掉，也不能改成普通项"
        yield Problem(RED_FORM, "items", sentence)


def _fails(table: DecisionTable) -> bool:
    """Whether the first row that a failed red line hits gives the lowest grade, whatever the score."""
    columns = [column.text.strip() for column in table.inputs]
    grades = [output.name for output in table.outputs]
    if RED_COLUMN not in columns or "grade" not in grades:
        return False
    grade = grades.index("grade")
    for score in SCORES:
        values = [True if text == RED_COLUMN else score for text in columns]
        hit = next(
            (
                rule
                for rule in table.rules
                if all(test.matches(value, {}) for test, value in zip(rule.entries, values, strict=True))
            ),
            None,
        )
        if hit is None or hit.outputs[grade].text.strip() != RED_GRADE:
            return False
    return True


def _path_of(bundle: Bundle) -> str:
    return next((p for p in bundle.paths(".dmn") if p.endswith(f"/{RED_TABLE}.dmn")), bundle.main)
