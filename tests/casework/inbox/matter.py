"""A small matter on paper: check, approve, answer; with every kind of field and one action."""

import json

from processes.bundle import Bundle
from tests.processes.diagrams import chain, diagram, end, message, message_definition, service, start

CHECK = {
    "title": {"zh": "核实定性", "en": "Verify"},
    "help": {"zh": "写清事实。", "en": "State the fact."},
    "fields": [
        {"name": "fact", "type": "long_text", "label": {"zh": "事实", "en": "Fact"}, "required": True},
        {"name": "place", "type": "text", "label": "地点", "default": "= case.number"},
        {"name": "seen_on", "type": "date", "label": "发现日期", "default": "= today",
         "rules": [{"rule": "= date(seen_on) <= today", "message": "发现日期不能晚于今天。"}]},
        {"name": "pupils", "type": "number", "label": "涉及人数"},
        {"name": "refund", "type": "yes_no", "label": "涉及退费", "default": False, "variable": True},
        {"name": "amount", "type": "money", "label": "退费金额", "visible": "= refund = true", "required": True},
        {"name": "many", "type": "text", "label": "人数较多的原因", "visible": "= pupils > 100"},
        {"name": "kind", "type": "choice", "label": "类别",
         "options": [{"value": "teacher", "label": "教师"}, {"value": "vendor", "label": "机构"}]},
        {"name": "ways", "type": "choices", "label": "方式",
         "options": [{"value": "talk", "label": "访谈"}, {"value": "look", "label": "看现场"}]},
        {"name": "owner", "type": "person", "label": "经办人", "role": "RL-03", "scope": "= case.office"},
        {"name": "host", "type": "organisation", "label": "接收学校", "kinds": "SCHOOL"},
        {"name": "steps", "type": "table", "label": "步骤", "columns": [
            {"name": "what", "type": "text", "label": "做什么", "required": True},
            {"name": "when", "type": "date", "label": "何时"}]},
        {"name": "each", "type": "table", "label": "逐件意见",
         "rows": "= for f in findings return {n: f.n, fact: f.fact, measure: \"限期改正\"}",
         "columns": [{"name": "n", "type": "number", "label": "序号", "readonly": True},
                     {"name": "measure", "type": "text", "label": "整改要求", "required": True}]},
        {"name": "photos", "type": "file", "label": "照片", "document_type": "DT-463", "multiple": True},
        {"name": "why", "type": "text", "label": "不成立的理由", "visible": "= outcome = \"withdrawn\"",
         "required": True},
    ],
    "decision": {"name": "outcome", "options": [
        {"value": "confirmed", "label": {"zh": "确认成立", "en": "Confirm"}, "tone": "primary",
         "help": {"zh": "进入审批。", "en": "Goes to approval."}},
        {"value": "withdrawn", "label": {"zh": "不成立", "en": "Withdraw"}, "tone": "danger"}]},
}  # fmt: skip
APPROVE = {
    "title": "审批",
    "fields": [{"name": "opinion", "type": "long_text", "label": "意见"}],
    "decision": {"name": "outcome", "options": [{"value": "agreed", "label": "同意", "tone": "primary"}]},
}
ANSWER = {
    "title": "反馈",
    "fields": [{"name": "proof", "type": "file", "label": "佐证", "document_type": "DT-463", "multiple": True,
                "minimum": 1, "required": True}],
}  # fmt: skip
EXTEND = {
    "title": "申请延期",
    "fields": [{"name": "reason", "type": "long_text", "label": "理由", "required": True, "variable": True}],
}


def person_task(
    element: str, name: str, form: str, roles: str, scope: str, extra: str = "", english: str = ""
) -> str:
    return (
        f'<bpmn:userTask id="{element}" name="{name}"><bpmn:extensionElements>'
        f'<banjie:task form="{form}" due="3 WD" nameEn="{english}"/>'
        f'<banjie:assignment roles="{roles}" scope="{scope}"/>{extra}</bpmn:extensionElements></bpmn:userTask>'
    )


def matter() -> Bundle:
    """Check (基教科) → approve (head) → automatic → answer (principal) → end; the principal may ask for time."""
    body = (
        "<bpmn:extensionElements>"
        '<banjie:milestones names="立案 送达 整改"/></bpmn:extensionElements>'
        + start()
        + person_task("check", "核实定性", "check", "RL-03", "case.office",
                      '<banjie:milestone name="立案"/><banjie:basis clause="湖教体政字〔2024〕13号第五条"/>', "Verify")
        + person_task("approve", "审批", "approve", "RL-04", "case.office", '<banjie:separation from="check"/>')
        + service("number", "test.unsteady")
        + person_task("answer", "反馈", "answer", "RL-20", "case.respondent", '<banjie:milestone name="整改"/>')
        + '<bpmn:boundaryEvent id="asked" name="申请延期" attachedToRef="answer" cancelActivity="false">'
        '<bpmn:extensionElements><banjie:action label="申请延期" labelEn="Ask for time" roles="RL-20" '
        'scope="case.respondent" form="extend"/></bpmn:extensionElements>' + message("more_time") + "</bpmn:boundaryEvent>"
        + person_task("judge", "审延期", "approve", "RL-03", "case.office")
        + end("end", "已办结")
        + end("judged", "延期已审")
        + chain("start", "check", "approve", "number", "answer", "end")
        + chain("asked", "judge", "judged")
    )  # fmt: skip
    forms = {"check": CHECK, "approve": APPROVE, "answer": ANSWER, "extend": EXTEND}
    files = {f"matter/forms/{key}.json": json.dumps(form).encode() for key, form in forms.items()}
    return Bundle(
        "matter", {"matter/process.bpmn": diagram(body, extra=message_definition("more_time")), **files}
    )
