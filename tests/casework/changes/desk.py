"""The people of the bureau at their desks, with one change between them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.cases.models import Case
from casework.cases.services import complete_task
from casework.changes.models import ChangeSet
from casework.changes.services import Terms, hand_in, take_up
from casework.organisations.models import Person
from casework.organisations.standing import standing_of
from processes.models import ProcessVersion, UserTask
from processes.services import save_draft_file
from tests.casework.policy.conftest import AT, Bureau

FORM = "trial/forms/note.json"
SOON = date(2026, 5, 6)


class Desk:
    """The people of the bureau at their desks, with one change between them."""

    def __init__(self, bureau: Bureau, change: ChangeSet, version: ProcessVersion) -> None:
        self.bureau, self.change, self.version = bureau, change, version

    def edit(self, words: str = "新的说明") -> None:
        draft = take_up(change=self.change, version=self.version, by=self.bureau.manager, at=AT)
        old = draft.files.get(path=FORM)
        text = old.content.replace("说明", words)
        assert text != old.content
        save_draft_file(
            draft=draft, path=FORM, content=text, revision=old.revision, at=AT, by=self.bureau.manager
        )

    def hand_in(self, **more: Any) -> Case:
        terms = Terms(effective_from=SOON, summary="说明改了", **more)
        return hand_in(
            change=self.change, terms=terms, office=self.bureau.office, by=self.bureau.manager, at=AT
        )

    def task(self) -> UserTask:
        self.change.refresh_from_db()
        assert self.change.case
        return UserTask.objects.open().get(instance=self.change.case.instance_id)

    def do(self, by: Person, outcome: str, at: datetime = AT, **form: Any) -> None:
        task = self.task()
        raw: Mapping[str, Any] = {"outcome": outcome, **form}
        complete_task(task_id=task.pk, raw=raw, by=by, at=at, standing=standing_of(by, at.date()))
        self.change.refresh_from_db()
