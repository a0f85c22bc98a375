"""What a letter may name, with what it is called: offered to whoever writes one, and shown where there is no case yet."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.changes.authoring.field_rows import texts_of
from casework.changes.authoring.outline import as_object, fields_of

_PLAIN = re.compile(r"[\w.]+")

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


def names_as_json(names: list[Name]) -> str:
    """As fields for FEEL take them (``processes/frontend/feel.js``), with the whole of what only has parts."""
    offered = {name.text: name.label for name in names}
    wholes = {text.partition(".")[0]: "" for text in offered if _PLAIN.fullmatch(text) and "." in text}
    return json.dumps(
        [{"text": text, "label": label, "kind": "name"} for text, label in {**wholes, **offered}.items()],
        ensure_ascii=False,
    )


def labels_of(names: list[Name]) -> Mapping[str, str]:
    return {name.text: name.label for name in names}
