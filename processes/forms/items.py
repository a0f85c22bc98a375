"""Reads the groups of a checklist strictly: every item has a code of its own and a text."""

import re
from collections import Counter

from processes.forms.labels import read_label
from processes.forms.schema import Item, ItemGroup, Text
from processes.notation import Record

MAXIMUM_GROUPS = 40
MAXIMUM_ITEMS = 200
HEAVIEST = 100
# Codes stand in names of inputs and in ids of the page.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,19}")


def read_groups(record: Record) -> tuple[ItemGroup, ...]:
    groups = tuple(_group(part) for part in record.records("groups", MAXIMUM_GROUPS))
    codes = Counter(item.code for group in groups for item in group.items)
    if not codes:
        record.fault("检查表至少要有一项（groups 里的 items）")
    if codes.total() > MAXIMUM_ITEMS:
        record.fault(f"检查表有 {codes.total()} 项，最多 {MAXIMUM_ITEMS} 项")
    for twice in sorted(code for code, times in codes.items() if code and times > 1):
        record.fault(f"检查项 {twice} 重复")
    return groups


def _group(record: Record) -> ItemGroup:
    record.only("title", "items")
    title = read_label(record, "title") if "title" in record.raw else Text("")
    items = tuple(_item(part) for part in record.records("items", MAXIMUM_ITEMS))
    return ItemGroup(title, items)


def _item(record: Record) -> Item:
    record.only("code", "text", "weight", "red", "clause", "finding")
    code = record.text("code")
    if not CODE.fullmatch(code):
        record.fault("检查项的代码（code）只含英文字母、数字和 - _ .，以字母或数字开头，最多 20 个字符")
        code = ""
    return Item(
        code=code,
        text=read_label(record, "text", most=500),
        weight=record.number("weight", 1, HEAVIEST),
        red=record.flag("red"),
        clause=record.text("clause"),
        finding=record.text("finding", most=20),
    )
