"""A visit on paper: one task whose form holds what has lines of its own, and a second that reads what came of it."""

import json
from typing import Any

from processes.bundle import Bundle
from processes.models import ProcessVersion
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import Desk
from tests.casework.inbox.matter import Task
from tests.processes.diagrams import chain, diagram, end, start

GROUPS: list[dict[str, Any]] = [
    {"title": {"zh": "课程", "en": "Courses"}, "items": [
        {"code": "C-01", "text": {"zh": "教案齐全", "en": "Lesson plans"}, "weight": 2, "clause": "实施方案三（二）3"},
        {"code": "C-02", "text": "有反思"},
    ]},
    {"title": "第三方", "items": [{"code": "C-20", "text": "机构都在库内", "weight": 6, "red": True, "finding": "VF-1"}]},
]  # fmt: skip
CHECKLIST: dict[str, Any] = {
    "name": "items", "type": "checklist", "label": {"zh": "检查项目", "en": "Items"}, "groups": GROUPS,
    "document_type": "DT-463", "variable": True, "clause": "实施方案三（二）1",
}  # fmt: skip
SCHOOLS: dict[str, Any] = {
    "name": "schools", "type": "organisation", "label": "学校", "kinds": "SCHOOL", "multiple": True, "minimum": 2,
    "required": True, "variable": True,
}  # fmt: skip
PEOPLE: dict[str, Any] = {
    "name": "people", "type": "person", "label": "检查人员", "role": "RL-03 RL-04", "scope": "= case.office",
    "multiple": True,
}  # fmt: skip
DONE: dict[str, Any] = {
    "title": "看结果", "fields": [
        {"name": "score", "type": "number", "label": "得分", "default": "= checklist score(visit.items)"},
        {"name": "red", "type": "yes_no", "label": "红线", "default": "= red failed(visit.items)"},
        {"name": "count", "type": "number", "label": "学校数", "default": "= count(visit.schools)"},
    ],
}  # fmt: skip


def visit(*fields: dict[str, Any]) -> Bundle:
    """A task ``visit`` with these fields, then ``after``, both of the office."""
    form = {"title": "现场检查", "clause": "实施方案三（二）", "fields": list(fields)}
    tasks = (
        Task("visit", "现场检查", "visit", "RL-03", "case.office"),
        Task("after", "看结果", "after", "RL-04", "case.office"),
    )
    body = start() + "".join(map(str, tasks)) + end("end", "已办结") + chain("start", "visit", "after", "end")
    files = {
        "visiting/process.bpmn": diagram(body),
        "visiting/forms/visit.json": json.dumps(form).encode(),
        "visiting/forms/after.json": json.dumps(DONE).encode(),
    }
    return Bundle("visiting", files)


class Visiting(Desk):
    """The desk with cases of the visit."""

    fields: tuple[dict[str, Any], ...] = (CHECKLIST, SCHOOLS, PEOPLE)

    @property
    def version(self) -> ProcessVersion:
        return deploy(bundle=visit(*self.fields), at=NOW)
