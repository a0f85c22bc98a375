"""A letter as a document with inputs: what was typed becomes a definition, nothing that no input shows is lost."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from casework.changes.authoring.field_rows import Raw, objects
from casework.changes.authoring.rows import read_rows

LINES = (
    "title", "issuer", "addressee", "signer", "contact", "copies", "verification", "verification_code",
    "code", "clause", "recipients",
)  # fmt: skip
LISTS = ("attachments", "reply_slip")
COLUMN = ("label", "width", "cell")
KNOWN = ("id", "title", "layout", *LINES, *LISTS, "paragraphs")
MOST = 200
_PART = re.compile(r"parts-(\d{1,4})-kind")
_NEW: Mapping[str, Raw] = {
    "text": {"style": "body", "text": ""},
    "table": {
        "table": {
            "caption": "",
            "columns": [{"label": "序号", "width": 12}],
            "rows": "= findings",
            "cells": ["{{n}}"],
        }
    },
}


def letter_from(posted: Mapping[str, str], before: Raw, key: str) -> Raw:
    """The definition that the inputs say; the order of properties and unknown ones stay as they were."""
    # Browsers send line breaks as CR LF, whatever was typed.
    posted = {name: posted[name].replace("\r\n", "\n") for name in posted}
    typed: Raw = {"id": key, "layout": posted.get("layout", "")}
    typed |= {name: posted.get(name, "").strip() for name in LINES}
    typed |= {name: _lines(posted.get(name, "")) for name in LISTS}
    typed["paragraphs"] = [_part(posted, number, before) for number in part_numbers(posted)]
    order = [*before, *(name for name in KNOWN if name not in before)]
    always = {"id", "title", "layout", "paragraphs"}
    made = {name: typed.get(name, before.get(name)) for name in order}
    return {name: value for name, value in made.items() if value or name in before or name in always}


def part_numbers(posted: Mapping[str, str]) -> list[int]:
    return sorted(int(found[1]) for key in posted if (found := _PART.fullmatch(key)))[:MOST]


def rearranged(raw: Raw, act: str) -> Raw:
    """The letter after ``up:2``, ``down:2``, ``remove:2``, ``text:2`` or ``table:2`` (a new part before part 2).

    Anything else changes nothing.
    """
    verb, _, number = act.partition(":")
    parts = list(raw.get("paragraphs", []))
    place = int(number) if number.isdecimal() and len(number) < 5 else -1
    if verb in _NEW and 0 <= place <= len(parts):
        parts.insert(place, dict(_NEW[verb]))
    elif verb in ("up", "down", "remove") and 0 <= place < len(parts):
        taken = parts.pop(place)
        if verb != "remove":
            parts.insert(max(0, place + (-1 if verb == "up" else 1)), taken)
    return {**raw, "paragraphs": parts}


def _part(posted: Mapping[str, str], number: int, before: Raw) -> Raw:
    said = {
        name: posted.get(f"parts-{number}-{name}", "")
        for name in ("kind", "style", "text", "when", "clause", "caption", "rows")
    }
    more = {name: said[name].strip() for name in ("when", "clause") if said[name].strip()}
    if said["kind"] == "table":
        return {"table": _table(posted, number, said), **more}
    text = said["text"].strip("\n")
    return {"style": said["style"] or "body", "text": text, **more}


def _table(posted: Mapping[str, str], number: int, said: Mapping[str, str]) -> Raw:
    rows = read_rows(posted, f"parts-{number}-column", COLUMN)
    caption = {"caption": said["caption"].strip()} if said["caption"].strip() else {}
    columns = [{"label": row["label"], **_width(row["width"])} for row in rows]
    return {
        **caption,
        "columns": columns,
        "rows": said["rows"].strip(),
        "cells": [row["cell"] for row in rows],
    }


def _width(text: str) -> Raw:
    if not text:
        return {}
    return {"width": int(text) if text.isdecimal() else text}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def shown_parts(raw: Raw) -> list[Raw]:
    """The parts as the page shows them: ``kind``, and for a table ``columns`` of label, width and cell."""
    return [_shown(part) for part in objects(raw.get("paragraphs"))]


def _shown(part: Raw) -> Raw:
    table = part.get("table")
    if not isinstance(table, dict):
        return {
            "kind": "text",
            "style": part.get("style", "body"),
            "text": part.get("text", ""),
            **_both(part),
        }
    cells: Sequence[Any] = table.get("cells", [])
    columns = [
        {"label": c.get("label", ""), "width": c.get("width", ""), "cell": cells[n] if n < len(cells) else ""}
        for n, c in enumerate(objects(table.get("columns")))
    ]
    blank = dict.fromkeys(COLUMN, "")
    return {
        "kind": "table",
        "caption": table.get("caption", ""),
        "rows": table.get("rows", ""),
        "columns": [*columns, blank],
        **_both(part),
    }


def _both(part: Raw) -> Raw:
    return {"when": part.get("when", ""), "clause": part.get("clause", "")}
