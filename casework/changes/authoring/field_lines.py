"""The fields of a form as lines of a list."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.changes.authoring.field_rows import Raw, objects, texts_of
from casework.changes.authoring.outline import fields_of
from casework.changes.authoring.wording import KINDS


@dataclass(frozen=True)
class FieldLine:
    """``at`` addresses it; ``notes`` say what is special about it, ``faults`` what is wrong."""

    at: str
    label: str
    kind: str
    step: str
    notes: list[str]
    faults: list[str]


def field_lines(raw: Raw, faults: Mapping[str, list[str]], *, table: str = "") -> list[FieldLine]:
    steps = {
        name: texts_of(s.get("title"))[0] for s in objects(raw.get("steps")) for name in s.get("fields", [])
    }
    made = []
    for item in fields_of(raw, table):
        name = str(item.get("name", ""))
        kind = str(KINDS.get(str(item.get("type")), item.get("type")))
        at = f"{table}.{name}" if table else name
        label = texts_of(item.get("label"))[0] or name
        step = "" if table else steps.get(name, "")
        made.append(FieldLine(at, label, kind, step, _notes(item), faults.get(name, [])))
    return made


def _notes(item: Raw) -> list[str]:
    required = item.get("required", item.get("type") == "checklist")
    said = [
        (isinstance(required, str), _("满足条件时必填")),
        (required is True, _("必填")),
        (bool(item.get("visible")), _("满足条件时出现")),
        (bool(item.get("rules")), _("有填写要求")),
        (bool(item.get("readonly")), _("只看不改")),
        (bool(item.get("variable")), _("决定流程走向")),
    ]
    return [text for holds, text in said if holds]
