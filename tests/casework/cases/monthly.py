"""A process that begins by itself on the first working day of a month, once for every school."""

from processes.bundle import Bundle
from tests.processes.diagrams import NOTE, chain, diagram, end, service, user_task

WHEN = "today = first working day(today)"
LANE = '<banjie:assignment roles="RL-20" scope="case.respondent"/>'


def monthly(
    *, when: str = WHEN, respondents: str = "schools", office: str = "JJK", name: str = "monthly", failing: bool = False
) -> Bundle:  # fmt: skip
    calendar = (
        f'<banjie:calendar when="= {when}" kind="JC" office="{office}" respondents="= {respondents}" '
        'title="= string(month(today)) + &quot;月 &quot; + respondent_name"/>'
    ).replace("month(today)", "today.month")
    begun = (
        f'<bpmn:startEvent id="start" name="每月"><bpmn:extensionElements>{calendar}</bpmn:extensionElements>'
        "</bpmn:startEvent>"
    )
    steps = ("start", "s", "a", "end") if failing else ("start", "a", "end")
    body = (
        begun
        + (service("s", "test.unsteady") if failing else "")
        + user_task("a", LANE)
        + end()
        + chain(*steps)
    )
    return Bundle(
        name,
        {f"{name}/process.bpmn": diagram(body, process=name), f"{name}/forms/note.json": NOTE},
    )
