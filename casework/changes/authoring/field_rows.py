"""The lists of a field (options, conditions on the answer, items of a checklist) as lines of texts, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from casework.changes.authoring.rows import Row

OPTIONS = ("value", "zh", "en")
BUTTONS = ("value", "zh", "en", "tone", "help_zh", "help_en")
RULES = ("rule", "zh", "en")
ITEMS = ("group", "code", "zh", "en", "weight", "red", "clause", "finding")
Raw = dict[str, Any]


def texts_of(raw: Any) -> tuple[str, str]:
    """A label in both languages."""
    if isinstance(raw, dict):
        return str(raw.get("zh", "")), str(raw.get("en", ""))
    return (raw if isinstance(raw, str) else ""), ""


def label_of(zh: str, en: str, before: Any = None) -> Any:
    """A label as it was written before: a plain text where it has no second language and was one."""
    if en or isinstance(before, dict):
        return {"zh": zh, "en": en} if en or "en" in (before or {}) else {"zh": zh}
    return zh


def objects(raw: Any) -> list[Raw]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


def option_rows(options: Any) -> list[Row]:
    rows: list[Row] = []
    for item in objects(options):
        (zh, en), (help_zh, help_en) = texts_of(item.get("label")), texts_of(item.get("help"))
        shown = {"value": str(item.get("value", "")), "zh": zh, "en": en, "tone": str(item.get("tone", ""))}
        rows.append({**shown, "help_zh": help_zh, "help_en": help_en})
    return rows


def options_from(rows: Sequence[Row], before: Any) -> list[Raw]:
    """An option keeps what its line does not show; its value is its Chinese name where none is given."""
    known = {str(item.get("value", "")): item for item in objects(before)}
    return [_option(row, known.get(row["value"], {})) for row in rows]


def _option(row: Row, before: Raw) -> Raw:
    made = {
        **before,
        "value": row["value"] or row["zh"],
        "label": label_of(row["zh"], row["en"], before.get("label")),
    }
    if "tone" in row:
        _set(made, "tone", row["tone"], before)
        help_text = label_of(row["help_zh"], row["help_en"], before.get("help"))
        _set(made, "help", help_text if row["help_zh"] or row["help_en"] else "", before)
    return made


def rule_rows(rules: Any) -> list[Row]:
    rows: list[Row] = []
    for item in objects(rules):
        zh, en = texts_of(item.get("message"))
        rows.append({"rule": str(item.get("rule", "")), "zh": zh, "en": en})
    return rows


def rules_from(rows: Sequence[Row], before: Any) -> list[Raw]:
    known = {str(item.get("rule", "")): item.get("message") for item in objects(before)}
    return [
        {"rule": row["rule"], "message": label_of(row["zh"], row["en"], known.get(row["rule"], {}))}
        for row in rows
    ]


def item_rows(groups: Any) -> list[Row]:
    rows: list[Row] = []
    for group in objects(groups):
        title = texts_of(group.get("title"))[0]
        for item in objects(group.get("items")):
            zh, en = texts_of(item.get("text"))
            rest = {name: str(item.get(name, "")) for name in ("code", "weight", "clause", "finding")}
            rows.append({"group": title, "zh": zh, "en": en, **rest, "red": "on" if item.get("red") else ""})
    return rows


def groups_from(rows: Sequence[Row], before: Any) -> list[Raw]:
    """Lines under the same heading, one after the other, are a group; an empty heading goes on with the one before."""
    titles = {
        texts_of(group.get("title"))[0]: group["title"] for group in objects(before) if "title" in group
    }
    known = {str(item.get("code")): item for group in objects(before) for item in objects(group.get("items"))}
    groups: list[Raw] = []
    for row in rows:
        heading = row["group"]
        if not groups or (heading and heading != texts_of(groups[-1].get("title"))[0]):
            title = {"title": titles.get(heading, heading)} if heading else {}
            groups.append({**title, "items": []})
        groups[-1]["items"].append(_item(row, known.get(row["code"], {})))
    return groups


def _item(row: Row, before: Raw) -> Raw:
    made = {"code": row["code"], "text": label_of(row["zh"], row["en"], before.get("text", {}))}
    if row["weight"]:
        made["weight"] = int(row["weight"]) if row["weight"].isdecimal() else row["weight"]
    if row["red"]:
        made["red"] = True
    return made | {name: row[name] for name in ("clause", "finding") if row[name]}


def feel(text: str) -> str:
    """An expression as definitions write it."""
    return text if not text or text.startswith("=") else f"= {text}"


def _set(made: Raw, name: str, value: Any, before: Mapping[str, Any]) -> None:
    if value or name in before:
        made[name] = value
    if not value:
        made.pop(name, None)
