"""User tasks and actions: somebody can do them, on a form that exists, with a due rule that means something."""

import re
from collections.abc import Iterator

from processes.checks.draft import Draft
from processes.checks.problem import Problem, shortened
from processes.vocabulary import Assignment, Element, Start

DUE = re.compile(r"[1-9][0-9]{0,2} (?:WD|SD|CD)")
ROLE = re.compile(r"\w[\w-]{0,19}")
NO_TERM = "没有写办理期限，办到什么时候都不算逾期。请写“2 WD”这样的期限。"
MAXIMUM_ROLES = 118  # characters, the blanks around them apart


def check_tasks(draft: Draft) -> Iterator[Problem]:
    known = {element.id for element in draft.elements()} | {"opening"}
    stages = {name for process in draft.processes for name in process.milestones}
    for process in draft.processes:
        for element in process.elements.values():
            for message in _check_element(draft, element, known, stages):
                yield Problem(
                    process.path, shortened(element.id), message, element.line, shortened(element.name)
                )
            if element.kind == "userTask" and not element.due:
                name = shortened(element.name)
                yield Problem(process.path, shortened(element.id), NO_TERM, element.line, name, warning=True)


def _check_element(draft: Draft, element: Element, known: set[str], stages: set[str]) -> Iterator[str]:
    if element.kind == "userTask":
        yield from _check_assignment(element.assignment)
        yield from _check_form(draft, element)
        yield from _check_separations(element, known)
    if element.action is not None:
        yield from _check_assignment(element.action.assignment)
        if not element.action.label.strip():
            yield "操作按钮没有名称（label）"
        if element.action.form is not None and draft.misses_form(element.action.form):
            yield f"表单 {shortened(element.action.form)} 不存在"
    for start in element.starts:
        yield from _check_start(draft, element, start)
    if stages and element.milestone is not None and element.milestone not in stages:
        yield f"里程碑 {shortened(element.milestone)} 没有列在流程的里程碑里"


def _check_assignment(assignment: Assignment | None) -> Iterator[str]:
    if assignment is None or not assignment.roles or not assignment.scope.strip():
        yield "没有人能办：请把它放进写明角色的泳道"
        return
    for role in assignment.roles:
        if not ROLE.fullmatch(role):
            yield f"角色 {shortened(role)} 的写法不对，应当像 RL-03"
    if len(" ".join(assignment.roles)) > MAXIMUM_ROLES:
        yield f"写了 {len(assignment.roles)} 个角色，太多了，请合并成一个角色"


def _check_start(draft: Draft, element: Element, start: Start) -> Iterator[str]:
    """A start form is filled in before there is a case: nothing can be uploaded to it yet."""
    yield from _check_assignment(Assignment(start.roles, "starter"))
    if draft.misses_form(start.form):
        yield f"表单 {shortened(start.form)} 不存在"
    if [other.form for other in element.starts].count(start.form) > 1:
        yield f"有两个发起方式用了同一张表单 {shortened(start.form)}"
    form = draft.forms.get(start.form)
    fields = [f for field in (form.fields if form else ()) for f in (field, *field.columns)]
    for field in (f for f in fields if f.type == "file"):
        yield f"发起表单 {shortened(start.form)} 的 {field.name} 是文件：立案之前没有地方存放，请放到后面的任务里"
    for field in (f for f in fields if f.type == "checklist"):
        yield f"发起表单 {shortened(start.form)} 的 {field.name} 是检查表：立案之前没有地方存放照片，请放到后面的任务里"


def _check_form(draft: Draft, element: Element) -> Iterator[str]:
    if not element.form:
        yield "没有选择表单"
    elif draft.misses_form(element.form):
        yield f"表单 {shortened(element.form)} 不存在"
    due = element.due
    if due and not due.startswith("=") and not DUE.fullmatch(due):
        yield (
            f"期限“{shortened(due, 20)}”看不懂，应当像“2 WD”（工作日）、“3 SD”（服务日）、“30 CD”（自然日）"
        )


def _check_separations(element: Element, known: set[str]) -> Iterator[str]:
    for separation in element.separations:
        if not separation.elements:
            yield "不相容岗位没有写与哪些步骤不相容（from）"
        for name in sorted(set(separation.elements) - known):
            yield f"不相容岗位里的步骤 {shortened(name)} 不存在"
