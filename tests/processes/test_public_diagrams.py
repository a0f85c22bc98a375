"""Diagrams of other tools: the deploy check takes them, or says in Chinese what to do about which element."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.changes.editing.importing import DiagramRefused, notes_on
from processes.bundle import Bundle
from processes.services import examine

AT = datetime(2026, 4, 24, tzinfo=UTC)
FOLDER = Path(__file__).parent / "public"
FILES = sorted(FOLDER.rglob("*.bpmn"))
# The check has 5 seconds in its child; a diagram of this size is to need none of them.
SECONDS = 3.0
CHINESE = re.compile("[一-鿿]")
QUOTED = re.compile("“[^”]*”|（[^）]*）")
ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,}){2,}")


def named(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_diagram_of_another_tool_is_taken_or_refused_with_a_sentence_at_its_element(path: Path) -> None:
    begun = time.process_time()
    verdict = examine(bundle=Bundle("foreign", {"foreign/process.bpmn": path.read_bytes()}), at=AT)
    assert time.process_time() - begun < SECONDS
    assert verdict.problems or verdict.process_id
    # An empty file and one that is no XML have no element; a whole one has.
    assert not verdict.problems or any(
        p.element or p.line or "缺少主流程图" in p.message for p in verdict.problems
    )
    for problem in (*verdict.problems, *verdict.warnings):
        assert CHINESE.search(problem.message), problem
        assert not ENGLISH.search(QUOTED.sub("", problem.message)), problem
        assert "时间或内存" not in problem.message
        assert "引擎不能编译" not in problem.message


@pytest.mark.parametrize("path", FILES, ids=named)
def test_the_editor_takes_it_with_notes_or_says_why_not(path: Path) -> None:
    try:
        notes = notes_on(path.read_bytes().decode("utf-8", errors="replace"), path.name)
    except DiagramRefused as refused:
        notes = [str(refused)]
    assert all(CHINESE.search(note) for note in notes)


def test_every_diagram_has_its_source_and_its_licence() -> None:
    notice = (FOLDER / "NOTICE.md").read_text()
    assert [named(path) for path in FILES if f"| `{named(path)}` |" not in notice] == []
    assert len(FILES) >= 40
