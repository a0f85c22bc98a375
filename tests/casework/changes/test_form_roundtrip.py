"""Whatever a form says, opening each of its fields and saving it again leaves it as it was."""

from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from casework.changes.authoring.fields import FieldForm
from casework.changes.authoring.heads import HeadForm
from casework.changes.authoring.letter_form import letter_from, shown_parts
from casework.changes.authoring.outline import add, as_object, as_text, fields_of, find, move, put, remove
from processes.bundle import DEFINITIONS
from processes.forms import read_form

FORMS = sorted(Path(DEFINITIONS).glob("*/forms/*.json"))
LETTERS = sorted(Path(DEFINITIONS).glob("*/letters/*.json"))
FLAGS = {"multiple", "fixed", "readonly", "variable"}


def posted(form: FieldForm | HeadForm, lists: dict[str, Any]) -> QueryDict:
    """What a browser sends when nobody changed anything."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        value = form.initial.get(name)
        if isinstance(value, list):
            data.setlist(name, value)
        elif value or name not in FLAGS:
            data[name] = "on" if value is True else str("" if value is None else value)
    for prefix, rows in lists.items():
        for number, row in enumerate(rows):
            for column, text in row.items():
                ticked = [name for name, _, is_ticked in text if is_ticked] if column == "fields" else [text]
                data.setlist(f"{prefix}-{number}-{column}", ticked)
    return data


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_form_reads_back_equal(path: Path) -> None:
    raw = as_object(path.read_text())
    head = HeadForm(raw)
    again = HeadForm(raw, data=posted(head, {"buttons": head.buttons(), "steps": head.steps()}))
    assert again.is_valid(), again.errors
    made = again.made()
    for at in places(raw):
        shown = FieldForm(find(raw, at), is_column="." in at)
        typed = FieldForm(find(raw, at), is_column="." in at, data=posted(shown, shown.lists()))
        assert typed.is_valid(), (at, typed.errors)
        made = put(made, at, typed.made())
    assert as_text(made) == as_text(raw)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_moving_there_and_back_and_adding_and_removing_leaves_it(path: Path) -> None:
    raw = as_object(path.read_text())
    first, *_, last = [field["name"] for field in fields_of(raw)] * 2
    assert remove(add(raw, {"name": "zz", "type": "text", "label": "新"}), "zz") == raw
    for name, by in ((first, 1), (last, -1)):
        there = move(raw, name, by)
        if [f["name"] for f in fields_of(there)] != [f["name"] for f in fields_of(raw)]:
            assert [f["name"] for f in fields_of(move(there, name, -by))] == [
                f["name"] for f in fields_of(raw)
            ]
        assert read_form(path.stem, as_text(there).encode()).key == path.stem


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_letter_reads_back_equal(path: Path) -> None:
    raw = as_object(path.read_text())
    data = {name: value for name, value in raw.items() if isinstance(value, str)}
    data |= {name: "\n".join(raw.get(name, [])) for name in ("attachments", "reply_slip")}
    for number, part in enumerate(shown_parts(raw)):
        for name, value in part.items():
            if name != "columns":
                data[f"parts-{number}-{name}"] = str(value)
        for place, column in enumerate(part.get("columns", [])):
            data |= {f"parts-{number}-column-{place}-{name}": str(text) for name, text in column.items()}
    assert letter_from(data, raw, path.stem) == raw


def places(raw: dict[str, Any]) -> list[str]:
    columns = [
        f"{f['name']}.{c['name']}" for f in fields_of(raw) if f["type"] == "table" for c in f["columns"]
    ]
    return [*(field["name"] for field in fields_of(raw)), *columns]
