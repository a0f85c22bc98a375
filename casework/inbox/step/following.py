"""What comes after a step: for the person who did it, and in the diagram."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.names import failed_step, name_in, outcome_name
from casework.cases.services import Outcome
from casework.cases.standing_in import is_for
from casework.inbox.viewer import Viewer
from casework.inbox.wording.people import places_of
from processes.engine import Definition
from processes.models import UserTask
from processes.vocabulary import Element

STOPS = {"userTask", "callActivity", "receiveTask"}


def next_place(outcome: Outcome, viewer: Viewer) -> str:
    """Where to go after a step: a task of the same case that the viewer can do now, else his inbox."""
    tasks = UserTask.objects.open().filter(instance__case=outcome.case).order_by("due_at", "opened_at")
    return first_task(tasks, viewer) or reverse("inbox:index")


def place_after_action(outcome: Outcome, viewer: Viewer) -> str:
    """Where to go after an action: the task that it opened for the viewer, else the case that he came from."""
    return first_task(outcome.opened, viewer) or reverse("cases:case", args=[outcome.case.pk])


def first_task(tasks: Iterable[UserTask], viewer: Viewer) -> str | None:
    """The address of the first task that the viewer has or may take."""
    for task in tasks:
        if is_for(task, viewer.standing):
            return reverse("inbox:task", args=[task.pk])
    return None


def what_happened(outcome: Outcome, viewer: Viewer) -> str:
    """One sentence for the person who has just pressed the button."""
    if outcome.incident is not None:
        return _("您的办理已经记录。后面的自动步骤“%(step)s”没有成功，管理员会处理，您不用重做。") % {
            "step": failed_step(outcome.incident, viewer.language)
        }
    if outcome.case.closed_at is not None:
        return _("已办理。案件 %(number)s 已办结：%(outcome)s。") % {
            "number": outcome.case.number,
            "outcome": outcome_name(outcome.case, viewer.language),
        }
    if not outcome.opened:
        return _("已办理。案件还在等待其他环节。")
    places = places_of(outcome.opened, viewer.today)
    receivers = dict.fromkeys(
        _("%(actor)s“%(step)s”") % {"actor": places.actor(task), "step": name_in(task, viewer.language)}
        for task in outcome.opened
    )
    return _("已办理，已送%(receivers)s。") % {"receivers": "、".join(receivers)}


def following(definition: Definition, element: Element) -> list[Element]:
    """The next steps of people that can be reached from ``element``, in the order of the drawing."""
    found: dict[str, Element] = {}
    seen = {(element.process, element.id)}
    pending = list(_after(definition, element))
    while pending:
        current = pending.pop(0)
        if (current.process, current.id) in seen:
            continue
        seen.add((current.process, current.id))
        if current.kind in STOPS or _is_last(definition, current):
            found[current.id] = current
        else:
            pending.extend(_after(definition, current))
    return list(found.values())


def _after(definition: Definition, element: Element) -> Iterator[Element]:
    process = definition.processes[element.process]
    if element.kind == "endEvent":
        callers = (e for e in definition.elements() if e.called_element == element.process)
        for caller in callers:
            yield from _after(definition, caller)
    for flow in process.flows:
        if flow.source == element.id and flow.target in process.elements:
            yield process.elements[flow.target]


def _is_last(definition: Definition, element: Element) -> bool:
    return element.kind == "endEvent" and element.process == definition.main
