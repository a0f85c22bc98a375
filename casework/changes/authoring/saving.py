"""Opens a file of a draft for a page, and saves what was typed there, or says what stands against it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.changes.models import ChangeSet
from casework.changes.policies import may_edit, visible_changes
from casework.changes.services import remove_file, save_file
from casework.changes.views.changes import editable
from casework.organisations.current import standing
from casework.organisations.models import Person
from processes.models import Draft, DraftFile
from processes.services import DraftMovedOn, DraftTooLarge, NotADraftFile

Place = Callable[[str], bool]


class NotSaved(Exception):
    """The message says why, in Chinese; ``status`` for the answer; ``revision`` to save over, where another was faster."""

    def __init__(self, message: str, status: int, revision: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.revision = revision


@dataclass(frozen=True)
class Opened:
    """A file that the person may read, and edit if ``may_edit``."""

    change: ChangeSet
    draft: Draft
    file: DraftFile
    may_edit: bool

    @property
    def key(self) -> str:
        """The name of the file without its folder and suffix: what diagrams call a form or letter by."""
        return self.file.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def is_shared(self) -> bool:
        """Whether it belongs to a fragment that the process of the draft calls."""
        return not self.file.path.startswith(f"{self.draft.folder}/")

    @property
    def arguments(self) -> tuple[UUID, UUID, str]:
        return self.change.pk, self.draft.pk, self.file.path


def draft_of(request: HttpRequest, pk: UUID, draft: UUID) -> tuple[ChangeSet, Draft]:
    """A draft that the person may read. Raises Http404."""
    change = get_object_or_404(visible_changes(standing(request)), pk=pk)
    return change, get_object_or_404(Draft.objects.select_related("base"), pk=draft, key=change.pk)


def opened(request: HttpRequest, pk: UUID, draft: UUID, path: str, place: Place) -> Opened:
    """For reading, or where the request posts for editing. Raises Http404, PermissionDenied, NotOpen."""
    change, found = draft_of(request, pk, draft)
    if not place(path):
        raise Http404
    file = get_object_or_404(found.files.select_related("changed_by"), path=path)
    if request.method == "POST":
        editable(request, pk)
    return Opened(change, found, file, may_edit(standing(request), change))


def save(request: HttpRequest, here: Opened, content: str, *, revision: int) -> DraftFile:
    """Raises NotSaved, NotOpen."""
    return save_at(request, here.change, here.draft, here.file.path, content, revision=revision)


def save_at(
    request: HttpRequest, change: ChangeSet, draft: Draft, path: str, content: str, *, revision: int
) -> DraftFile:
    """As ``save``, of a file that may not be there yet (revision 0)."""
    try:
        return save_file(
            change=change, draft=draft, path=path, content=content, revision=revision,
            by=cast(Person, request.user), at=timezone.now(),
        )  # fmt: skip
    except DraftMovedOn as moved:
        raise _moved(moved.current) from moved
    except DraftTooLarge as refusal:
        raise NotSaved(_("没有保存：%(reason)s") % {"reason": refusal}, 413) from refusal
    except NotADraftFile as refusal:
        raise NotSaved(_("没有保存：%(reason)s") % {"reason": refusal}, 422) from refusal


def revision_in(request: HttpRequest) -> int:
    """The revision that the page began with; 0, which saves over nothing, where none was sent."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _moved(current: DraftFile | None) -> NotSaved:
    if current is None:
        return NotSaved(_("这个文件已被别人删除，没有保存。您填的内容还在这里。"), 409, 0)
    words = {"who": current.changed_by, "time": timezone.localtime(current.changed_at).strftime("%H:%M")}
    text = _(
        "%(who)s在 %(time)s 改过这个文件，您填的还没有保存，都在下面；核对后再按一次“保存”，就以您的为准。"
    )
    return NotSaved(text % words, 409, current.revision)


def remove(request: HttpRequest, change: ChangeSet, draft: Draft, path: str, *, revision: int) -> None:
    """Raises NotSaved, NotOpen."""
    by = cast(Person, request.user)
    try:
        remove_file(change=change, draft=draft, path=path, revision=revision, by=by, at=timezone.now())
    except DraftMovedOn as moved:
        raise _moved(moved.current) from moved
