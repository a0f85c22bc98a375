"""A process that a school begins on a form of its own, about a vendor."""

import json

from casework.organisations.models import Organisation
from processes.bundle import Bundle
from tests.casework.inbox.conftest import Desk
from tests.processes.diagrams import NOTE, chain, diagram, end, exclusive, flow, user_task

START = (
    '<bpmn:startEvent id="wanted" name="拟引进"><bpmn:extensionElements>'
    '<banjie:start form="apply" roles="RL-20" kind="RX" office="CYG" respondent="= apply.subject" '
    'school="= starter" title="{title}" label="引进机构" labelEn="Bring in a vendor"/>'
    "</bpmn:extensionElements></bpmn:startEvent>"
)
TITLE = "= &quot;引进：&quot; + apply.course"
LANE = '<banjie:assignment roles="RL-20" scope="case.school"/>'
APPLY = {
    "title": {"zh": "拟引进申请", "en": "Application"},
    "help": {"zh": "学校提出，机构补齐材料。", "en": "The school applies."},
    "fields": [
        {"name": "subject", "type": "organisation", "label": "机构", "required": True, "kinds": "VENDOR"},
        {"name": "course", "type": "text", "label": "课程", "required": True},
        {"name": "urgent", "type": "yes_no", "label": "加急", "variable": True, "default": False},
    ],
}


def process(*, title: str = TITLE, start: str = START, form: object = APPLY) -> Bundle:
    """Which of two tasks opens depends on what was said at the start."""
    body = (
        start.replace("{title}", title) + exclusive("way", "calm") + user_task("calm", LANE) + user_task("hurry", LANE)
        + end() + chain("wanted", "way") + flow("way", "hurry", "wanted.urgent") + chain("way", "calm", "end")
        + chain("hurry", "end")
    )  # fmt: skip
    files = {
        "entry/process.bpmn": diagram(body, process="entry"),
        "entry/forms/note.json": NOTE,
        "entry/forms/apply.json": json.dumps(form, ensure_ascii=False).encode(),
    }
    return Bundle("entry", files)


def vendor(desk: Desk) -> Organisation:
    return desk._organisation("蓝舟", Organisation.Kind.VENDOR, desk.bureau)
