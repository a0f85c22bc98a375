"""Two states of a form: its fields by name, and everything that is said of each."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from processes.differences.reading import both, by_name, object_of, records, said
from processes.differences.values import Difference, Glossary, Kind, Noun, came_or_went

_LABELS = {
    "type": "类型", "label": "名称", "help": "说明", "required": "必填", "visible": "显示条件", "variable": "参与流转",
    "options": "选项", "offers": "选项来源", "default": "默认值", "rules": "校验", "document_type": "文件类型",
    "multiple": "可选多个",
    "minimum": "最少数量", "roles": "可选岗位", "scope": "可选范围", "kinds": "可选类别", "columns": "列", "rows": "预填的行",
    "readonly": "只读", "fixed": "固定行", "groups": "检查项目", "clause": "依据", "most": "上限", "least": "下限",
}  # fmt: skip
_TYPES = {
    "text": "文字", "long_text": "长文字", "number": "数字", "money": "金额", "date": "日期", "choice": "单选",
    "choices": "多选", "boolean": "是否", "file": "文件", "organisation": "单位", "person": "人员", "table": "表格",
    "checklist": "检查表",
}  # fmt: skip


def form_differences(
    path: str, old: bytes | None, new: bytes | None, words: Glossary
) -> Iterator[Difference]:
    """Raises Unreadable."""
    one, other = object_of(old, path), object_of(new, path)
    name = said((other or one or {}).get("title")) or PurePosixPath(path).stem
    if one is None or other is None:
        kind, word = came_or_went(one)
        yield Difference(kind, Noun.FORM, path, f"{word}了表单“{name}”", name=name)
        return
    for key, label in (
        ("title", "标题"),
        ("help", "说明"),
        ("clause", "依据"),
        ("steps", "分步"),
        ("decision", "办理按钮"),
    ):
        if one.get(key) != other.get(key):
            yield _form(path, name, label, _short(key, one.get(key)), _short(key, other.get(key)))
    for field, before, after in both(
        by_name(records(one, "fields"), "name"), by_name(records(other, "fields"), "name")
    ):
        yield from _of_field(path, name, field, before, after)
    if _order(one, other) != _order(other, one):
        yield _form(path, name, "字段的先后", "", "")


def kind_of_field(field: Mapping[str, Any]) -> str:
    """What people call its type; empty for one that is not known."""
    return _TYPES.get(str(field.get("type")), "")


def _form(path: str, name: str, label: str, was: str, now: str) -> Difference:
    told = f"由“{was}”改为“{now}”" if was != now and (was or now) else "改了"
    return Difference(Kind.CHANGED, Noun.FORM, path, f"表单“{name}”的{label}{told}", "", "", name, was, now)


def _of_field(
    path: str, name: str, key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[Difference]:
    field = after or before or {}
    called = f"“{said(field.get('label')) or key}”"
    if before is None or after is None:
        kind, word = came_or_went(before)
        sort = kind_of_field(field)
        must = "，必填" if field.get("required") is True else ""
        yield Difference(
            kind,
            Noun.FIELD,
            path,
            f"表单“{name}”{word}了字段{called}（{sort}{must}）",
            "",
            key,
            said(field.get("label")),
        )
        return
    for part, was, now in both(before, after):
        if was != now:
            label = _LABELS.get(part, "其他设置")
            told = _told(_value(part, was), _value(part, now))
            yield Difference(
                Kind.CHANGED, Noun.FIELD, path, f"表单“{name}”字段{called}的{label}{told}", "", key,
                said(field.get("label")), _value(part, was), _value(part, now),
            )  # fmt: skip


def _told(was: str, now: str) -> str:
    if was == now:
        return "改了"
    return f"由“{was or '无'}”改为“{now or '无'}”"


def _value(part: str, value: Any) -> str:
    if part == "type":
        return _TYPES.get(str(value), "")
    if part in {"options", "columns"}:
        return "、".join(said(item.get("label")) for item in value or [] if isinstance(item, Mapping))
    if part == "rules":
        return "；".join(
            f"{said(r.get('message'))}（{r.get('rule')}）" for r in value or [] if isinstance(r, Mapping)
        )
    if part == "groups":
        return f"{sum(len(g.get('items', [])) for g in value or [] if isinstance(g, Mapping))}项"
    return said(value) if value is not None else ""


def _short(key: str, value: Any) -> str:
    if key == "decision":
        return "、".join(said(option.get("label")) for option in records(value, "options"))
    if key == "steps":
        return " → ".join(said(step.get("title")) for step in value or [] if isinstance(step, Mapping))
    return said(value) if value is not None else ""


def _order(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Names of the fields of ``one`` that ``other`` has too, in their order."""
    shared = by_name(records(other, "fields"), "name")
    return [str(field.get("name")) for field in records(one, "fields") if str(field.get("name")) in shared]
