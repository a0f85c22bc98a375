"""What stands between a change and its being handed in: nothing changed, a draft that is behind, what the check finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.changes.drafts import DraftLine, draft_lines
from casework.changes.editing.checking import found_in
from casework.changes.models import ChangeSet
from casework.changes.sharing import shared_fragments
from casework.changes.trying.listing import all_pass
from casework.changes.waiting import proposes_parameters
from processes.models import Draft
from processes.services import draft_bundle


@dataclass(frozen=True)
class Fault:
    """``draft`` is where to mend it, None for the change as a whole; ``element`` the shape to point at, or empty."""

    sentence: str
    draft: Draft | None = None
    path: str = ""
    element: str = ""

    def __str__(self) -> str:
        return f"{self.draft.base.name}：{self.sentence}" if self.draft else self.sentence


def faults_of(change: ChangeSet, *, at: datetime) -> list[Fault]:
    """Everything, in the order in which a person would mend it; empty when it may be handed in."""
    lines = draft_lines(change)
    if not any(line.changed for line in lines) and not proposes_parameters(change):
        return [Fault(_("还没有改动任何流程或参数，没有可以送审的内容。"))]
    of_drafts = (fault for line in lines for fault in _of_draft(line, at))
    found = [*_of_todos(change), *_of_shared(change, at), *of_drafts]
    # Scenarios are played on what passes the check.
    return found or [Fault(sentence, draft) for draft, sentence in all_pass(change, lines)]


def _of_todos(change: ChangeSet) -> Iterator[Fault]:
    if left := change.todos.filter(done_at=None).count():
        yield Fault(_("还有 %(left)s 处依据旧文件的地方没有核对。") % {"left": left})


def _of_shared(change: ChangeSet, at: datetime) -> Iterator[Fault]:
    """A shared fragment is drawn once: whoever calls it takes its change on the same day, or nobody does."""
    for one in shared_fragments(change, local_date(at)):
        if one.changed and one.left:
            said = {"name": one.name, "left": "、".join(version.name for version in one.left)}
            yield Fault(_("共用的“%(name)s”改了，用到它的流程还没有一起列入：%(left)s。") % said)


def _of_draft(line: DraftLine, at: datetime) -> Iterator[Fault]:
    if not line.changed:
        yield Fault(_("列入了变更却没有改动，请改动或移出。"), line.draft)
        return
    if line.is_behind:
        yield Fault(_("这个流程后来又发布了新版，请移出后重新列入，在新版上修改。"), line.draft)
    problems, _warnings = found_in(draft_bundle(line.draft), at=at)
    for problem in problems:
        named = f"“{problem.name}”：" if problem.name else ""
        yield Fault(f"{named}{problem.message}", line.draft, problem.path, problem.element)
