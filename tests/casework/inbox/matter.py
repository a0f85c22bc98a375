"""A small matter on paper: check, approve, answer; its forms hold every kind of field."""

from dataclasses import dataclass
from pathlib import Path

from processes.bundle import Bundle
from tests.processes.diagrams import chain, diagram, end, message, message_definition, service, start

FORMS = Path(__file__).parent / "forms"


@dataclass(frozen=True)
class Task:
    id: str
    name: str
    form: str
    roles: str
    scope: str
    extra: str = ""
    english: str = ""

    def __str__(self) -> str:
        return (
            f'<bpmn:userTask id="{self.id}" name="{self.name}"><bpmn:extensionElements>'
            f'<banjie:task form="{self.form}" due="3 WD" nameEn="{self.english}"/>'
            f'<banjie:assignment roles="{self.roles}" scope="{self.scope}"/>'
            f"{self.extra}</bpmn:extensionElements></bpmn:userTask>"
        )


CLAUSE = '<banjie:basis clause="湖教体政字〔2024〕13号第五条"/>'
OPENED = f'<banjie:milestone name="立案"/>{CLAUSE}'
TASKS = (
    Task("check", "核实定性", "check", "RL-03", "case.office", OPENED,
         "Verify"),
    Task("approve", "审批", "approve", "RL-04", "case.office", '<banjie:separation from="check"/>'),
    Task("answer", "反馈", "answer", "RL-20", "case.respondent", '<banjie:milestone name="整改"/>'),
    Task("judge", "审延期", "approve", "RL-03", "case.office"),
)  # fmt: skip
ACTION = (
    '<bpmn:extensionElements><banjie:action label="申请延期" labelEn="Ask for time" roles="RL-20" '
    'scope="case.respondent" form="extend"/></bpmn:extensionElements>'
)


def matter() -> Bundle:
    """Check (office), approve (head), automatic, answer (principal); the principal may ask for time."""
    body = (
        '<bpmn:extensionElements><banjie:milestones names="立案 送达 整改"/></bpmn:extensionElements>'
        + start()
        + "".join(map(str, TASKS))
        + service("number", "test.unsteady")
        + '<bpmn:boundaryEvent id="asked" name="申请延期" attachedToRef="answer" cancelActivity="false">'
        + f"{ACTION}{message('more_time')}</bpmn:boundaryEvent>"
        + end("end", "已办结")
        + end("judged", "延期已审")
        + chain("start", "check", "approve", "number", "answer", "end")
        + chain("asked", "judge", "judged")
    )
    forms = {f"matter/forms/{path.name}": path.read_bytes() for path in FORMS.glob("*.json")}
    main = diagram(body, extra=message_definition("more_time"))
    return Bundle("matter", {"matter/process.bpmn": main, **forms})
