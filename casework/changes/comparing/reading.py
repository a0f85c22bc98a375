"""A bundle as people read it: diagrams, tables row by row, forms field by field, letters line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from casework.policy.codes import without_codes
from processes.bundle import Bundle
from processes.differences.forms import kind_of_field
from processes.differences.reading import Unreadable, object_of, records, said, xml_of
from processes.differences.rows import Table, tables_in
from processes.letters import PLACEHOLDER
from processes.vocabulary import read_processes


@dataclass
class Reading:
    """Each file by its path. ``diagrams`` are (path, name); ``tables`` (path, id, table); ``forms`` (path, name, fields as
    (code, label, kind, whether it must be filled in)); ``letters`` (path, title, paragraphs). What cannot be read is in
    ``broken``."""

    diagrams: list[tuple[str, str]] = field(default_factory=list)
    tables: list[tuple[str, str, Table]] = field(default_factory=list)
    forms: list[tuple[str, str, list[tuple[str, str, str, str]]]] = field(default_factory=list)
    letters: list[tuple[str, str, list[str]]] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def read(bundle: Bundle) -> Reading:
    """The main folder's files first."""
    reading = Reading()
    for path in sorted(bundle.files, key=lambda path: (not path.startswith(f"{bundle.main}/"), path)):
        try:
            _add(reading, path, bundle.files[path])
        except Unreadable:
            reading.broken.append(path)
    return reading


def _add(reading: Reading, path: str, content: bytes) -> None:
    place = PurePosixPath(path)
    if place.suffix == ".bpmn":
        root = xml_of(content, path)
        names = [process.name for process in read_processes(root, path)] if root is not None else []
        reading.diagrams.append((path, "、".join(names) or place.stem))
    elif place.suffix == ".dmn":
        found = tables_in(xml_of(content, path))
        reading.tables += [(path, key, table) for key, table in found.items()]
    elif place.parent.name == "forms":
        form = object_of(content, path) or {}
        reading.forms.append(
            (
                path,
                _called(said(form.get("title")) or place.stem),
                [_field(one) for one in records(form, "fields")],
            )
        )
    elif place.parent.name == "letters":
        letter = object_of(content, path) or {}
        texts = [_paragraph(part) for part in records(letter, "paragraphs") if part.get("text")]
        reading.letters.append((path, _called(str(letter.get("title") or place.stem)), texts))
    else:
        scenario = object_of(content, path) or {}
        reading.scenarios.append(str(scenario.get("name") or place.stem))


def _paragraph(part: Mapping[str, Any]) -> str:
    text, clause = str(part["text"]), str(part.get("clause") or "")
    return _("%(text)s（依据：%(clause)s）") % {"text": text, "clause": clause} if clause else text


def _called(title: str) -> str:
    """Without codes, and with a gap for what is filled in."""
    return without_codes(PLACEHOLDER.sub("……", title), "zh-hans")


def _field(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    required = one.get("required")
    must = "必填" if required is True else "有条件必填" if isinstance(required, str) else ""
    code = str(one.get("name", ""))
    return code, said(one.get("label")) or code, kind_of_field(one), must
