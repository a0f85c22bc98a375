"""Reads ``letters/<key>.json`` strictly. What a letter looks like is not known here, only that it can be filled in."""

import re
from collections.abc import Mapping
from typing import Any

from processes.notation import Fault, Malformed, Record, lines_of_items, read_object

MAXIMUM_BYTES = 128 * 1024
MAXIMUM_TEXT = 4_000
MAXIMUM_PARTS = 200
MAXIMUM_CLAUSE = 200
MAXIMUM_COLUMNS = 12
PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
LAYOUTS = {"document", "letter", "form"}
STYLES = {"body", "level1", "level2", "level3", "note"}
# What letters may call beyond other expressions: a date with its weekday.
FUNCTIONS = ("date text",)
LISTS = ("paragraphs", "attachments", "reply_slip")
LINES = ("issuer", "addressee", "signer", "copies", "contact", "verification", "verification_code")
WIDTH = 156  # millimetres between the margins of GB/T 9704-2012


class InvalidLetter(Exception):
    """A letter definition is not usable; ``faults`` names each part, the message all of them, in Chinese."""

    def __init__(self, key: str, faults: list[Fault]) -> None:
        said = "；".join(f"{f.field}：{f.message}" if f.field else f.message for f in faults)
        super().__init__(f"文书 {key}：{said}")
        self.faults = faults


def read_letter(key: str, content: bytes) -> Mapping[str, Any]:
    """Read a letter definition. Raises InvalidLetter with everything that is wrong with it."""
    try:
        raw = read_object(content, MAXIMUM_BYTES)
    except Malformed as error:
        raise InvalidLetter(key, [Fault("", error.message, error.line)]) from error
    faults: list[Fault] = []
    record = Record(raw, "", faults)
    record.only("id", "title", "layout", "code", "clause", *LINES, *LISTS, "recipients")
    if record.text("id", required=True) != key:
        record.fault(f"id 应当与文件名一致，写成 {key}")
    record.one_of("layout", LAYOUTS)
    record.text("code", most=40)
    record.text("clause", most=MAXIMUM_TEXT)
    _template(record, "title", required=True)
    for name in LINES:
        _template(record, name)
    if record.raw.get("recipients") is not None:
        record.feel("recipients", FUNCTIONS)
    _check_lists(record)
    lines = lines_of_items(content, "paragraphs")
    for place, item in enumerate(record.items("paragraphs", MAXIMUM_PARTS)):
        line = lines[place] if place < len(lines) else 1
        _check_paragraph(Record(item, f"第 {place + 1} 段", faults, line))
    if faults:
        raise InvalidLetter(key, faults)
    return raw


def _check_lists(record: Record) -> None:
    for name in ("attachments", "reply_slip"):
        for item in record.items(name, MAXIMUM_PARTS):
            _template(record.part({name: item}), name)


def _check_paragraph(part: Record) -> None:
    if part.raw.get("when") is not None:
        part.feel("when", FUNCTIONS)
    part.text("clause", most=MAXIMUM_CLAUSE)
    if "table" in part.raw:
        part.only("table", "when", "clause")
        _check_table(part.part(part.raw["table"]))
        return
    part.only("style", "text", "when", "clause")
    part.one_of("style", STYLES, "body")
    if "text" not in part.raw:
        part.fault("缺少 text")
    _template(part, "text")


def _check_table(table: Record) -> None:
    table.only("caption", "columns", "rows", "cells")
    table.text("caption")
    columns = table.records("columns", MAXIMUM_COLUMNS)
    for column in columns:
        column.only("label", "width")
        column.text("label")
        if column.raw.get("width") is not None:
            column.number("width", 1, WIDTH)
    cells = table.items("cells", MAXIMUM_COLUMNS)
    if not columns or len(cells) != len(columns):
        table.fault(f"表格有 {len(columns)} 列、{len(cells)} 个单元格，两者要一样多且至少一个")
    for cell in cells:
        _template(table.part({"cells": cell}), "cells")
    if table.feel("rows", FUNCTIONS) is None:
        table.fault("缺少 rows")


def _template(record: Record, name: str, *, required: bool = False) -> None:
    text = record.text(name, most=MAXIMUM_TEXT, required=required)
    for found in PLACEHOLDER.findall(text):
        record.expression(found, name, FUNCTIONS)
    rest = PLACEHOLDER.sub("", text)
    if "{{" in rest or "}}" in rest:
        record.fault(f"{name} 里的双花括号没有成对")
