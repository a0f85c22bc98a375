"""A process that opens matters by a message and waits for them, and one that receives it."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from casework.cases.models import Case
from casework.cases.services import Outcome, complete_task, create_case, start_process
from casework.organisations.models import Organisation, Person
from processes.bundle import Bundle
from processes.models import UserTask
from processes.services import deploy
from tests.casework.cases.conftest import LANE, NOW, Cast
from tests.processes.diagrams import (
    NOTE,
    chain,
    diagram,
    end,
    exclusive,
    flow,
    message,
    message_definition,
    service,
    start,
    user_task,
)

MESSAGE = "visit_planned"
RECEIVE = (
    '<banjie:receive kind="JC" office="= sender.office" source="= received.source" '
    'title="= respondent_name + &quot;检查：&quot; + received.word"/>'
)
WAIT = (
    f'<bpmn:intermediateCatchEvent id="w" name="等结果">{message("visit_planned_answered")}'
    "</bpmn:intermediateCatchEvent>"
)


def items(schools: Iterable[Organisation], **further: str) -> str:
    """FEEL text for an attribute: one item for each school."""
    more = "".join(f", {name}: {text}" for name, text in further.items())
    rows = (f"{{respondent: &quot;{school.pk}&quot;, word: &quot;一&quot;{more}}}" for school in schools)
    return f"= [{', '.join(rows)}]"


def sending(wanted: str, *, name: str = "sendit", between: Sequence[str] = (), **parameters: str) -> Bundle:
    """Task a, the message, then (after ``between``) the wait unless there was nothing to send, and task b."""
    sent = service("s", "cases.send", "sent", message=MESSAGE, items=wanted, **parameters)
    extra = message_definition("visit_planned_answered")
    tasks = "".join(user_task(task, LANE) for task in ("a", *between, "b"))
    body = (
        start() + tasks + sent + exclusive("any", "w") + WAIT + end() + chain("start", "a", "s", *between, "any")
        + flow("any", "w") + flow("any", "b", "sent.count = 0") + chain("w", "b", "end")
    )  # fmt: skip
    return Bundle(name, _files(name, diagram(body, process=name, extra=extra)))


def receiving(body: str = "", *, name: str = "visit", receive: str = RECEIVE) -> Bundle:
    """Begins with the message, and has the task c."""
    begun = (
        f'<bpmn:startEvent id="start" name="安排检查"><bpmn:extensionElements>{receive}</bpmn:extensionElements>'
        f"{message(MESSAGE)}</bpmn:startEvent>"
    )
    rest = body or user_task("c", LANE) + end() + chain("start", "c", "end")
    return Bundle(name, _files(name, diagram(begun + rest, process=name, extra=message_definition(MESSAGE))))


def begin(cast: Cast, made: Bundle) -> Case:
    """A case of the office's own on ``made``."""
    with transaction.atomic():
        version = deploy(bundle=made, at=NOW)
        case = create_case(
            kind="JC", title="月度检查", source="patrol", respondent=cast.office, office=cast.office,
            district=cast.bureau, at=NOW, by=cast.second,
        )  # fmt: skip
        return start_process(case=case, version=version, data={}, at=NOW, by=cast.second)


def do(case: Case, element: str, by: Person, cast: Cast) -> Outcome:
    task = UserTask.objects.open().get(instance__key=case.pk, element_id=element)
    return complete_task(
        task_id=task.pk, raw={"note": "办了", "ok": "true"}, by=by, standing=cast.standing(by), at=NOW
    )


def waiting(case: Case) -> list[str]:
    found = UserTask.objects.open().filter(instance__key=case.pk)
    return sorted(found.values_list("element_id", flat=True))


def _files(name: str, main: bytes) -> dict[str, bytes]:
    return {f"{name}/process.bpmn": main, f"{name}/forms/note.json": NOTE}
