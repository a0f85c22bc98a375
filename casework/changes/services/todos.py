"""The to-do of a change that a new document asks for: everything that rests on the document that it replaces."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from casework.audit.services import record
from casework.changes.models import ChangeSet, Todo
from casework.organisations.models import Person
from casework.policy.declared import declared
from casework.policy.models import PolicyDocument
from casework.policy.pages.uses import line_of
from casework.policy.resolving import resolve
from casework.policy.uses import uses_in_force
from casework.policy.values import values_on

CHINESE = "zh-hans"


def write_todos(*, change: ChangeSet, at: datetime) -> list[Todo]:
    """One row for every place that rests on a clause of the document that the change's document replaces."""
    document = change.document
    if document is None or document.replaces is None:
        return []
    found = (*_uses(change, document.replaces), *_parameters(change, document.replaces, at))
    rows = {(str(todo), todo.clause_id): todo for todo in found}
    return Todo.objects.bulk_create(rows.values())


def tick(*, change: ChangeSet, todo: Todo, done: bool, by: Person, at: datetime) -> None:
    """Somebody looked at it and changed what had to be, or found that nothing had to; or takes that back."""
    Todo.objects.filter(pk=todo.pk, change=change).update(
        done_at=at if done else None, done_by=by if done else None
    )
    kind = "change.todo_done" if done else "change.todo_open"
    record(chain=change.pk, kind=kind, at=at, by=by, payload={"what": str(todo), "clause": str(todo.clause)})


def _uses(change: ChangeSet, replaced: PolicyDocument) -> Iterator[Todo]:
    uses = uses_in_force()
    resolved = resolve(text for use in uses for text in use.mention.texts)
    for use in uses:
        for text in use.mention.texts:
            for cited in resolved[text].cited:
                if cited.clause.document_id == replaced.pk:
                    line = line_of(use.mention, text, CHINESE)
                    yield Todo(
                        change=change, clause=cited.clause, process_id=use.version.process_id,
                        process=line.process[:120], what=line.what[:300], text=line.text,
                    )  # fmt: skip


def _parameters(change: ChangeSet, replaced: PolicyDocument, at: datetime) -> Iterator[Todo]:
    values = values_on(localdate(at))
    resolved = resolve(found.clause for found in values.values())
    for code, found in values.items():
        for cited in resolved[found.clause].cited:
            if cited.clause.document_id == replaced.pk:
                title = declared(code).title
                yield Todo(
                    change=change, clause=cited.clause, process="政策参数", what=title[:300], text=code
                )
