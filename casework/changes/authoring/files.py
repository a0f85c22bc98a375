"""The files of a draft by what they are, each with what has become of it since the version it began with."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.changes.authoring.field_rows import texts_of
from casework.changes.authoring.outline import as_object
from processes.models import DefinitionFile, Draft, DraftFile

_NAMED = re.compile(r'<(?:\w+:)?decision\b[^>]*\bname="([^"]*)"')
_PROCESS = re.compile(r'<(?:\w+:)?process\b[^>]*\bname="([^"]*)"')


@dataclass(frozen=True)
class FileKind:
    """``view`` is the page of one such file, taking its path, or empty."""

    key: str
    label: Promise
    pattern: re.Pattern[str]
    view: str
    name: Callable[[str], str]

    def matches(self, path: str) -> bool:
        return self.pattern.fullmatch(path) is not None


def _title(content: str) -> str:
    return texts_of(as_object(content).get("title"))[0]


def _first(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def name(content: str) -> str:
        found = pattern.search(content)
        return found[1] if found else ""

    return name


def _kind(key: str, label: Promise, place: str, view: str, name: Callable[[str], str]) -> FileKind:
    return FileKind(key, label, re.compile(r"[a-z0-9_]+/" + place), view, name)


DIAGRAM = _kind("diagram", _("流程图"), r"[^/]+\.bpmn", "", _first(_PROCESS))
TABLE = _kind("table", _("决策表"), r"[^/]+\.dmn", "changes:table", _first(_NAMED))
FORM = _kind("form", _("表单"), r"forms/[^/]+\.json", "changes:form", _title)
LETTER = _kind("letter", _("文书"), r"letters/[^/]+\.json", "changes:letter", _title)
SCENARIO = _kind(
    "scenario",
    _("场景"),
    r"scenarios/[^/]+\.json",
    "",
    lambda content: str(as_object(content).get("name") or ""),
)
KINDS = (DIAGRAM, TABLE, FORM, LETTER, SCENARIO)


@dataclass(frozen=True)
class FileLine:
    """``mark`` is empty for a file that is as it was; one that was removed has no ``file``."""

    path: str
    title: str
    mark: str
    file: DraftFile | None

    @property
    def key(self) -> str:
        return self.path.rpartition("/")[2].rpartition(".")[0]


@dataclass(frozen=True)
class FileGroup:
    kind: FileKind
    lines: list[FileLine]

    @property
    def changed(self) -> int:
        return sum(1 for line in self.lines if line.mark)


def file_groups(draft: Draft) -> list[FileGroup]:
    """In two statements, however many files there are."""
    now = {file.path: file for file in draft.files.select_related("changed_by")}
    before = dict(DefinitionFile.objects.filter(version=draft.base_id).values_list("path", "content"))
    return [FileGroup(kind, _lines(kind, now, before)) for kind in KINDS]


def _lines(kind: FileKind, now: dict[str, DraftFile], before: dict[str, str]) -> list[FileLine]:
    paths = sorted(path for path in now.keys() | before.keys() if kind.matches(path))
    made = []
    for path in paths:
        file = now.get(path)
        content = file.content if file else before[path]
        title = kind.name(content) or path.rpartition("/")[2]
        made.append(FileLine(path, title, _mark(file, before.get(path)), file))
    return made


def _mark(file: DraftFile | None, before: str | None) -> str:
    if file is None:
        return _now("已删去")
    if before is None:
        return _now("新增")
    return "" if before == file.content else _now("有改动")
