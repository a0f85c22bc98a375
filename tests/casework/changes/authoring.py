"""One person at the pages of a draft, and a small process with a form, a table and a letter to edit."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casework.changes.authoring.beginnings import _DMN
from casework.organisations.models import Person
from processes.bundle import Bundle
from processes.models import Draft
from tests.processes.diagrams import chain, diagram, end, start, user_task

SIMPLE = start() + user_task("u") + end() + chain("start", "u", "end")
FORM, TABLE, LETTER = "trial/forms/note.json", "trial/D99.dmn", "trial/letters/hint.json"
SMALL: dict[str, Any] = {
    "title": {"zh": "登记", "en": "Note"},
    "fields": [
        {"name": "comment", "type": "long_text", "label": {"zh": "意见"}, "required": True},
        {"name": "kind", "type": "choice", "label": "类别",
         "options": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}]},
        {"name": "lines", "type": "table", "label": "明细", "columns": [{"name": "what", "type": "text", "label": "内容"}]},
    ],
}  # fmt: skip
HINT: dict[str, Any] = {
    "id": "hint",
    "title": "温馨提示",
    "layout": "form",
    "issuer": "{{office.name}}",
    "addressee": "{{respondent.name}}：",
    "paragraphs": [
        {"style": "body", "text": "案件{{case.number}}，请在{{date text(today)}}前办理。"},
        {"style": "note", "text": "紧急的立即办理。", "when": "= case.severity = 4"},
        {"table": {"caption": "问题清单", "columns": [{"label": "序号", "width": 20}, {"label": "事实"}],
                   "rows": "= findings", "cells": ["{{n}}", "{{fact}}"]}},
    ],
}  # fmt: skip


def trial() -> Bundle:
    files = {"trial/process.bpmn": diagram(SIMPLE), TABLE: _DMN.format(key="D99", name='"期限"').encode()}
    files |= {FORM: json.dumps(SMALL, ensure_ascii=False).encode(), LETTER: json.dumps(HINT).encode()}
    return Bundle("trial", files)


class Author:
    """Asks for pages of ``draft`` as ``person``; posts with the revision that the file has."""

    def __init__(self, person: Person, draft: Draft) -> None:
        self.draft = draft
        self.client = Client()
        self.client.force_login(person)

    def address(self, name: str, path: str = "") -> str:
        return reverse(f"changes:{name}", args=[self.draft.key, self.draft.pk, *([path] if path else [])])

    def get(self, name: str, path: str = "", /, **query: str) -> Any:
        return self.client.get(self.address(name, path), query)

    def post(self, name: str, path: str = "", /, **typed: Any) -> Any:
        typed.setdefault("revision", self.revision(path) if path else 0)
        return self.client.post(self.address(name, path), typed)

    def send(self, name: str, path: str, body: Any) -> HttpResponse:
        text = body if isinstance(body, str) else json.dumps(body)
        return self.client.post(self.address(name, path), text, "application/json")  # type: ignore[return-value]

    def revision(self, path: str) -> int:
        return int(self.draft.files.get(path=path).revision)

    def content(self, path: str) -> str:
        return str(self.draft.files.get(path=path).content)

    def saved(self, path: str) -> Any:
        return json.loads(self.content(path))
