"""What a new diagram, form, decision table or letter begins with: the least that the check lets through."""

import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.changes.authoring.files import DIAGRAM, FORM, LETTER, TABLE
from casework.changes.authoring.outline import as_text
from processes.models import Draft

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
PLACES = {
    FORM.key: "{}/forms/{}.json", LETTER.key: "{}/letters/{}.json", TABLE.key: "{}/{}.dmn", DIAGRAM.key: "{}/{}.bpmn",
}  # fmt: skip

_BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions_{key}" \
targetNamespace="urn:banjie:processes">
  <bpmn:process id="{key}" name={name} isExecutable="true">
    <bpmn:startEvent id="start" name="开始"><bpmn:outgoing>begins</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="begins" sourceRef="start" targetRef="end" />
    <bpmn:endEvent id="end" name="结束"><bpmn:incoming>begins</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_{key}">
    <bpmndi:BPMNPlane id="plane_{key}" bpmnElement="{key}">
      <bpmndi:BPMNShape id="shape_start" bpmnElement="start"><dc:Bounds x="160" y="100" width="36" height="36" />\
<bpmndi:BPMNLabel><dc:Bounds x="166" y="143" width="24" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="shape_end" bpmnElement="end"><dc:Bounds x="320" y="100" width="36" height="36" />\
<bpmndi:BPMNLabel><dc:Bounds x="326" y="143" width="24" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="edge_begins" bpmnElement="begins"><di:waypoint x="196" y="118" />\
<di:waypoint x="320" y="118" /></bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""

_DMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="definitions_{key}" name={name} namespace="urn:banjie:decisions">
  <decision id="{key}" name={name}>
    <variable id="variable_{key}" name="{key}" />
    <decisionTable id="table_{key}" hitPolicy="UNIQUE">
      <input id="{key}_in_1" label="严重程度">
        <inputExpression id="{key}_in_1_expression" typeRef="number"><text>case.severity</text></inputExpression>
        <inputValues id="{key}_in_1_values"><text>1, 2, 3, 4</text></inputValues>
      </input>
      <output id="{key}_out_1" label="结果" name="result" typeRef="string" />
      <rule id="{key}-1">
        <inputEntry id="{key}-1_1"><text>-</text></inputEntry>
        <outputEntry id="{key}-1_result"><text>"同意"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram>
      <dmndi:DMNShape dmnElementRef="{key}"><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"""


class NewFileForm(forms.Form):
    """``place()`` and ``content()`` of the new file, when it is valid."""

    kind = forms.ChoiceField(
        label=_("建什么"), choices=[(kind.key, kind.label) for kind in (FORM, TABLE, LETTER, DIAGRAM)]
    )
    title = forms.CharField(label=_("名称"), max_length=80)
    code = forms.CharField(
        label=_("代码"),
        max_length=40,
        required=False,
        help_text=_(
            "流程图用它指这个文件，以英文字母开头，只含字母、数字、下划线和短横。不填就由系统起一个。"
        ),
    )

    def __init__(self, draft: Draft, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.draft = draft

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"]).strip()
        if any(sign in title for sign in '<>&"') or not title.isprintable():
            raise ValidationError(_now("名称里不能有 < > & 和英文引号，也不能换行。"))
        return title

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip() or self._free_code()
        if not CODE.fullmatch(code):
            raise ValidationError(_now("代码要以英文字母开头，只含字母、数字、下划线和短横，最多40个字符。"))
        return code

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if (
            said.get("code")
            and said.get("kind")
            and self.draft.files.filter(path__iexact=self.place()).exists()
        ):
            self.add_error("code", _now("已经有一个同样代码的文件，请换一个。"))
        return said

    def _free_code(self) -> str:
        """form_1, table_2: the first that no file has."""
        kind = self.cleaned_data.get("kind", FORM.key)
        taken = {path.rpartition("/")[2].lower() for path in self.draft.files.values_list("path", flat=True)}
        ending = PLACES[kind].rpartition(".")[2]
        codes = (f"{kind}_{number}" for number in range(1, len(taken) + 2))
        return next(code for code in codes if f"{code}.{ending}" not in taken)

    def place(self) -> str:
        return PLACES[self.cleaned_data["kind"]].format(self.draft.folder, self.cleaned_data["code"])

    def content(self) -> str:
        kind, title, code = (self.cleaned_data[name] for name in ("kind", "title", "code"))
        if kind == DIAGRAM.key:
            return _BPMN.format(key=code, name=quoteattr(title))
        if kind == TABLE.key:
            return _DMN.format(key=code, name=quoteattr(title))
        return as_text(_form(title) if kind == FORM.key else _letter(code, title))


def _form(title: str) -> dict[str, Any]:
    field = {"name": "comment", "type": "long_text", "label": {"zh": "意见"}, "required": True}
    return {"title": {"zh": title}, "fields": [field]}


def _letter(code: str, title: str) -> dict[str, Any]:
    return {
        "id": code,
        "title": title,
        "layout": "form",
        "code": "",
        "issuer": "{{office.name}}",
        "addressee": "{{respondent.name}}：",
        "paragraphs": [{"style": "body", "text": "案件：{{case.number}}"}],
    }
