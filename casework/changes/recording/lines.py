"""The steps of a recording in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.names import name_in
from casework.inbox.wording.opinions import opinion_of
from casework.inbox.wording.people import roles_text
from casework.scenarios.script import moment
from processes.engine import Definition
from processes.forms import FormSchema, Text
from processes.vocabulary import Element


@dataclass(frozen=True)
class StepLine:
    """``decision`` is the button that was pressed; ``refused`` what the step was to be refused with.

    ``of`` is whose case it is, where it is one that the trial case opened.
    """

    number: int
    at: datetime
    name: str
    who: str = ""
    decision: str = ""
    refused: str = ""
    of: str = ""


# The diagrams of the case that a step names, "" the trial case; None where nothing is known of it.
Whose = Callable[[str], Definition | None]


def step_lines(steps: list[dict[str, Any]], whose: Whose, language: str) -> list[StepLine]:
    known = {called: whose(called) for called in {step.get("case") or "" for step in steps} | {""}}
    return [
        _line(number, step, known[step.get("case") or ""], language) for number, step in enumerate(steps, 1)
    ]


def _line(number: int, step: Mapping[str, Any], definition: Definition | None, language: str) -> StepLine:
    who = roles_text([step["role"]]) if step.get("role") else ""
    if step.get("person"):
        who = _("%(who)s（%(alias)s）") % {"who": who, "alias": step["person"]}
    name, form = _name_and_form(step, definition, language)
    decision = opinion_of(form, step.get("form", {}), language).decision
    refused, of = step.get("refused") or "", (step.get("case") or "").partition("·")[0]
    return StepLine(number, moment(step["at"]), name, who, decision, refused, of)


def _name_and_form(
    step: Mapping[str, Any], definition: Definition | None, language: str
) -> tuple[str, FormSchema | None]:
    if definition is None:
        return _("由本案发起的事项里的一步"), None
    if "task" in step:
        element = _element(step["task"], definition)
        if element is None:
            return _("流程图里已经没有的一步"), None
        name = name_in(element, language)
        about = (
            _("%(step)s（第 %(n)s 个问题）") % {"step": name, "n": step["finding"]}
            if step.get("finding")
            else name
        )
        return about, definition.forms.get(element.form or "")
    if "message" in step:
        found = (e.action for e in definition.elements() if e.action and e.action.message == step["message"])
        action = next(found, None)
        if action is None:
            return _("流程图里已经没有的一步"), None
        return Text(action.label, action.label_en).in_language(language), definition.forms.get(
            action.form or ""
        )
    return (_("夜间查验到期材料") if step.get("night") else _("时间过去")), None


def _element(task: str, definition: Definition) -> Element | None:
    process, _slash, key = task.rpartition("/")
    found = definition.processes.get(process)
    return found.elements.get(key) if found else next((e for e in definition.elements() if e.id == key), None)
