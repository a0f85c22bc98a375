"""Saves a file of a draft while its change is open."""

from datetime import datetime

from django.db import transaction

from casework.changes.models import ChangeSet
from casework.changes.services.drafting import locked_open
from casework.organisations.models import Person
from processes.models import Draft, DraftFile
from processes.services import NotADraftFile, remove_draft_file, save_draft_file, spread
from processes.xml import InvalidDocument, read_xml


def save_file(
    *, change: ChangeSet, draft: Draft, path: str, content: str, revision: int, by: Person, at: datetime
) -> DraftFile:
    """Also in every other draft of the change that shares the file. Raises NotOpen, DraftMovedOn, NotADraftFile,
    DraftTooLarge."""
    with transaction.atomic():
        locked_open(change)
        was = _content(draft, path)
        saved = save_draft_file(draft=draft, path=path, content=content, revision=revision, at=at, by=by)
        spread(draft=draft, path=path, was=was, at=at, by=by)
        return saved


def remove_file(
    *, change: ChangeSet, draft: Draft, path: str, revision: int, by: Person, at: datetime
) -> None:
    """Also from every other draft of the change that shares the file. Raises NotOpen, DraftMovedOn."""
    with transaction.atomic():
        locked_open(change)
        was = _content(draft, path)
        remove_draft_file(draft=draft, path=path, revision=revision)
        if was is not None:
            spread(draft=draft, path=path, was=was, at=at, by=by)


def save_diagram(
    *, change: ChangeSet, draft: Draft, path: str, content: str, revision: int, by: Person, at: datetime
) -> DraftFile:
    """Save a file that must be readable XML, whatever it says. Raises NotOpen, DraftMovedOn, NotADraftFile, DraftTooLarge."""
    try:
        read_xml(content.encode(errors="surrogatepass"), path)
    except InvalidDocument as error:
        raise NotADraftFile(error.reason) from error
    return save_file(change=change, draft=draft, path=path, content=content, revision=revision, by=by, at=at)


def _content(draft: Draft, path: str) -> str | None:
    return draft.files.filter(path=path).values_list("content", flat=True).first()
