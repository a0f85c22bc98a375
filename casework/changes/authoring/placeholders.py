"""What a letter may name, with what it is called: offered to whoever writes one, and shown where there is no case yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.changes.authoring.field_rows import texts_of
from casework.changes.authoring.outline import as_object, fields_of

COMMON: Mapping[str, Promise] = {
    "respondent.name": _("责任单位全称"), "respondent.short_name": _("责任单位简称"), "school.name": _("所在学校全称"),
    "office.name": _("承办科室"), "issuer": _("发文机关"), "case.number": _("案号"), "case.title": _("事项名称"),
    "case.source_label": _("问题来源"),
    "date text(case.opened_on)": _("立案日期"), "date text(today)": _("今天（几月几日周几）"),
    "round": _("第几轮整改"),
    "first_notice.number": _("第一份整改通知的文号"), "first_notice.issued_on": _("第一份整改通知的日期"),
    "date text(deadlines.rectify.due_on)": _("整改期限到哪一天"),
    "overdue_days": _("已经逾期几个工作日"), "count(findings)": _("问题有几个"),
}  # fmt: skip

COLUMNS: Mapping[str, Promise] = {
    "n": _("序号"), "code": _("代码"), "code_label": _("问题名称"),
    "fact": _("事实"), "clause": _("依据"), "measure": _("整改要求"),
    "severity_label": _("严重程度"), "due_on": _("期限"),
}  # fmt: skip

# Values in place of those that a case would give; a row of a table has all of ``_ROW``.
SAMPLE: Mapping[str, Any] = {
    "respondent": {"name": "海棠九年一贯制学校", "short_name": "海棠学校"},
    "school": {"name": "海棠九年一贯制学校", "short_name": "海棠学校"},
    "office": {"name": "基础教育科", "short_name": "基教科"},
    "issuer": "湖滨区教育体育局",
    "round": Decimal(1),
    "overdue_days": Decimal(3),
}
SAMPLE_CASE = {
    "number": "QSH-ZG-2026-000001",
    "title": "课后服务有关问题",
    "severity": Decimal(2),
    "round": Decimal(1),
}
SAMPLE_ROW = {
    "n": Decimal(1), "code": "SF-6",
    "code_label": "场所与人员安全", "fact": "舞蹈教室消防通道堆放杂物。", "clause": "实施方案三（二）1",
    "measure": "清理通道，安排专人每天检查。", "severity": Decimal(2), "severity_label": "较重", "state": "CONFIRMED",
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """``text`` is what stands between the braces."""

    text: str
    label: str
    group: str


def names_for(forms: Mapping[str, str]) -> list[Name]:
    """Those that every letter may use, and what the forms of this process ask for; ``forms`` are texts by path."""
    common = [Name(text, str(label), str(_("常用"))) for text, label in COMMON.items()]
    columns = [Name(text, str(label), str(_("表格的单元格"))) for text, label in COLUMNS.items()]
    return [*common, *columns, *_answers(forms)]


def _answers(forms: Mapping[str, str]) -> Iterator[Name]:
    """The words that were filled in at the step that drafts the letter are its additions."""
    seen = set()
    for path in sorted(forms):
        form = as_object(forms[path])
        for field in fields_of(form):
            name, label = str(field.get("name", "")), texts_of(field.get("label"))[0]
            if name and name not in seen and field.get("type") not in ("table", "checklist", "file"):
                seen.add(name)
                title = texts_of(form.get("title"))[0]
                yield Name(f"additions.{name}", label, str(_("拟稿表单：%(title)s") % {"title": title}))


def labels_of(names: list[Name]) -> Mapping[str, str]:
    return {name.text: name.label for name in names}
