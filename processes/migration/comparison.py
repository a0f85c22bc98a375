"""What moving would change for those who are in the middle of something: a matter for a person, not for the engine."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from processes.engine.definition import Definition
from processes.engine.moving import Finding, Place, Weight, called
from processes.models import UserTask
from processes.vocabulary import Assignment, Element


def changes_for_people(
    place: Place, tasks: Mapping[UUID, UserTask], before: Definition, after: Definition
) -> Iterator[Finding]:
    """Findings of one place; ``tasks`` are the open rows of the inbox by the engine's id."""
    old, new = place.old, place.new
    name = called(old, old.id)

    def decide(why: str) -> Finding:
        return Finding(Weight.DECIDE, old.process, old.id, why)

    if (old.process, old.id) != (new.process, new.id) and not place.event:
        yield decide(f"案件停在{name}，按您的对应改到{called(new, new.id)}。")
    task = tasks.get(place.task)
    if not place.is_ready or task is None:
        return
    if lost := _lost(task, new, before, after):
        yield decide(f"{name}的新表单没有“{'”“'.join(lost)}”，有人已经填了。")
    if _who(old.assignment) != _who(new.assignment):
        yield decide(f"{name}改由别的角色或单位办理，正在办的人可能要换。")
    if old.due != new.due:
        yield decide(f"{name}的期限规则改了，已经定下的期限不变。")
    if old.separations != new.separations:
        yield decide(f"{name}的回避规则改了，正在办的人可能不能再办。")


def _who(assignment: Assignment | None) -> tuple[object, ...]:
    if assignment is None:
        return ()
    return (frozenset(assignment.roles), assignment.scope.strip(), assignment.assignee)


def _lost(task: UserTask, new: Element, before: Definition, after: Definition) -> list[str]:
    """The labels of the fields that hold something in the draft and are not in the new form, or are of another type."""
    held = {name for name, value in task.draft.items() if value not in (None, "", [], {})}
    old_form, new_form = before.forms.get(task.form), after.forms.get(new.form or "")
    if not held or old_form is None:
        return []
    there = {field.name: field.type for field in new_form.fields} if new_form else {}
    return [
        field.label.zh
        for field in old_form.fields
        if field.name in held and there.get(field.name) != field.type
    ]
