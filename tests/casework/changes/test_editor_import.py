"""Diagrams of other modelers: taken with what will not run named, or refused with a reason; never a crash."""

import pytest

from casework.changes.editing.importing import DiagramRefused, notes_on

SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
)
SHAPE = '<di:BPMNDiagram id="d"><di:BPMNPlane id="p"><di:BPMNShape id="s" bpmnElement="t"/></di:BPMNPlane></di:BPMNDiagram>'


def written(inside: str, drawn: str = SHAPE) -> str:
    return f'<definitions {SPACES} id="x" targetNamespace="urn:x">{inside}{drawn}</definitions>'


def test_a_foreign_diagram_is_taken_with_its_unknown_elements_named() -> None:
    notes = notes_on(
        written(
            '<process id="p1" isExecutable="true" camunda:versionTag="3"><scriptTask id="t" name="算一算"/>'
            '<userTask id="u" name="填表" camunda:assignee="kermit"/></process>'
        ),
        "theirs.bpmn",
    )
    assert any(note.startswith("算一算：脚本任务会执行代码") for note in notes)
    assert any(note.startswith("填表：不认识的属性 assignee") for note in notes)


def test_a_clean_diagram_is_taken_without_a_word() -> None:
    assert (
        notes_on(written('<process id="p1" isExecutable="true"><startEvent id="t"/></process>'), "a.bpmn")
        == []
    )


def test_only_the_first_notes_are_told_and_the_rest_counted() -> None:
    tasks = "".join(f'<manualTask id="t{n}" name="手工{n}"/>' for n in range(50))
    notes = notes_on(written(f'<process id="p1">{tasks}</process>'), "a.bpmn")
    assert len(notes) == 21
    assert notes[-1] == "……还有 30 处，检查时会逐一列出。"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "不是完整的 XML"),
        ("%PDF-1.7", "不是完整的 XML"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "不允许 DOCTYPE"),
        ("<svg/>", "不是 BPMN 2.0"),
        (written("", SHAPE), "没有流程"),
        (written('<process id="p1"/>', ""), "没有图形"),
        (written('<process id="p1"/>', SHAPE.replace('<di:BPMNShape id="s" bpmnElement="t"/>', '<di:BPMNShape/>' * 700)), "太大"),
        ("<a>" + "x" * 1_100_000 + "</a>", "1 MB"),
        ("<a>\ud800</a>", "不是 UTF-8"),
        ("<a>\x00</a>", "空字符"),
    ],
)  # fmt: skip
def test_what_cannot_be_edited_is_refused_with_a_reason(content: str, reason: str) -> None:
    with pytest.raises(DiagramRefused, match=reason):
        notes_on(content, "theirs.bpmn")
