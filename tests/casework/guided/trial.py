"""A submission on paper: the vendor hands in, the office checks, and may send it back."""

from pathlib import Path

from processes.bundle import Bundle
from tests.processes.diagrams import chain, diagram, end, exclusive, flow, start

FORMS = Path(__file__).parent / "forms"


HANDS_IN = '<banjie:operation name="papers.hand_in"/>'


def _task(element: str, name: str, form: str, lane: tuple[str, str], extra: str = "") -> str:
    roles, scope = lane
    return (
        f'<bpmn:userTask id="{element}" name="{name}"><bpmn:extensionElements>'
        f'<banjie:task form="{form}" due="5 WD"/><banjie:assignment roles="{roles}" scope="{scope}"/>'
        f"{extra}</bpmn:extensionElements></bpmn:userTask>"
    )


def trial() -> Bundle:
    body = (
        start()
        + _task("submit", "补齐入校材料", "papers", ("RL-30", "case.respondent"), HANDS_IN)
        + _task("check", "核对材料", "check", ("RL-05", "case.office"))
        + exclusive("split", "end")
        + end("end", "已备案")
        + chain("start", "submit", "check", "split", "end")
        + flow("split", "submit", '= check.outcome = "again"')
    )
    forms = {f"trial/forms/{path.name}": path.read_bytes() for path in FORMS.glob("*.json")}
    return Bundle("trial", {"trial/process.bpmn": diagram(body, process="trial"), **forms})
