"""Saves a file of a draft while its change is open."""

from datetime import datetime

from django.db import transaction

from casework.changes.models import ChangeSet
from casework.changes.services.drafting import locked_open
from casework.organisations.models import Person
from processes.models import Draft, DraftFile
from processes.services import NotADraftFile, save_draft_file
from processes.xml import InvalidDocument, read_xml


def save_file(
    *, change: ChangeSet, draft: Draft, path: str, content: str, revision: int, by: Person, at: datetime
) -> DraftFile:
    """Raises NotOpen, DraftMovedOn, NotADraftFile, DraftTooLarge."""
    with transaction.atomic():
        locked_open(change)
        return save_draft_file(draft=draft, path=path, content=content, revision=revision, at=at, by=by)


def save_diagram(
    *, change: ChangeSet, draft: Draft, path: str, content: str, revision: int, by: Person, at: datetime
) -> DraftFile:
    """Save a file that must be readable XML, whatever it says. Raises NotOpen, DraftMovedOn, NotADraftFile, DraftTooLarge."""
    try:
        read_xml(content.encode(errors="surrogatepass"), path)
    except InvalidDocument as error:
        raise NotADraftFile(error.reason) from error
    return save_file(change=change, draft=draft, path=path, content=content, revision=revision, by=by, at=at)
