"""Values in place of those that a case would give, so that a letter can be read before there is one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from casework.changes.authoring.field_rows import objects
from casework.changes.authoring.outline import as_object

# What every letter may name.
SAMPLE: Mapping[str, Any] = {
    "respondent": {"name": "海棠九年一贯制学校", "short_name": "海棠学校"},
    "school": {"name": "海棠九年一贯制学校", "short_name": "海棠学校"},
    "office": {"name": "基础教育科", "short_name": "基教科"},
    "issuer": "湖滨区教育体育局",
    "round": Decimal(1),
    "overdue_days": Decimal(3),
}
SAMPLE_CASE: Mapping[str, Any] = {
    "number": "QSH-ZG-2026-000001",
    "title": "课后服务有关问题",
    "severity": Decimal(2),
    "round": Decimal(1),
    "source_label": "月度检查",
}
# What the matters of single processes know.
SAMPLE_MATTER: Mapping[str, Any] = {
    "terms": {"days": Decimal(10), "unit": "WD"},
    "entry": {
        "school_name": "海棠九年一贯制学校", "subject_name": "演示艺术培训中心", "path_label": "机构入校",
        "term": "2026年秋季学期",
    },
    "filing": {"number": "QSH-RX-2026-000001", "fingerprint": "3fa85f64a1b2", "check_address": "https://banjie.example.cn/r/1"},
    "permit": {"number": "XK-2026-000001", "people": ["教师甲（演示）", "教师乙（演示）"]},
    "draw": {"seed": "20261101"},
}  # fmt: skip
_DAYS: Mapping[str, Mapping[str, int]] = {
    "entry": {"term_starts_on": -60, "term_ends_on": 60, "insured_until": 120},
    "filing": {"filed_on": -3},
    "permit": {"valid_from": 0, "valid_to": 60},
}
# A row of a table has all of these, whatever it is a row of.
SAMPLE_ROW: Mapping[str, Any] = {
    "n": Decimal(1), "code": "SF-6",
    "code_label": "场所与人员安全", "fact": "舞蹈教室消防通道堆放杂物。", "clause": "实施方案三（二）1",
    "measure": "清理通道，安排专人每天检查。", "severity": Decimal(2), "severity_label": "较重", "state": "CONFIRMED",
    "label": "场所与人员安全", "count": Decimal(2), "schools": "海棠学校、青竹小学", "school": "海棠学校",
    "score": Decimal(92), "grade": "良好", "serious": Decimal(0), "name": "舞蹈", "category_label": "艺术",
    "grades": "三至五年级", "times": "周二、周四", "price": Decimal(30), "office": "基教科", "result": "同意",
}  # fmt: skip


def sample_names(*, at: datetime, scenarios: Iterable[str] = ()) -> dict[str, Any]:
    """FEEL values by name; ``scenarios`` are texts of scenarios, whose answers stand for what would be filled in."""
    today = at.date()
    matter = {name: {**value, **_days(name, today)} for name, value in SAMPLE_MATTER.items()}
    return {
        **SAMPLE, **matter, "case": {**SAMPLE_CASE, "opened_on": today}, "today": today, "now": at,
        "findings": [SAMPLE_ROW], "additions": dict(_answers(scenarios)),
    }  # fmt: skip


def sample_row(at: datetime) -> Mapping[str, Any]:
    return {**SAMPLE_ROW, "on": at.date(), "due_on": at.date() + timedelta(days=14)}


def _days(name: str, today: date) -> Mapping[str, date]:
    return {key: today + timedelta(days=days) for key, days in _DAYS.get(name, {}).items()}


def _answers(scenarios: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The first words that a scenario fills in under each name, the earliest of them last."""
    steps = [step for text in scenarios for step in objects(as_object(text).get("steps"))]
    for step in reversed(steps):
        form = step.get("form")
        if isinstance(form, dict):
            yield from ((name, said) for name, said in form.items() if isinstance(said, str) and said)
