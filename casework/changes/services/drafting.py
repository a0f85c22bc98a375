"""Takes processes into a change set and out of it again."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.changes.models import ChangeSet
from casework.changes.sharing import shared_fragments
from casework.organisations.models import Person
from processes.models import Draft, ProcessVersion
from processes.services import begin_draft, catch_up


class NotOpen(PermissionDenied):
    """The change was handed in, published or given up: nothing in it can be changed any more."""

    def __init__(self, change: UUID) -> None:
        super().__init__(gettext("这份变更已经送审、发布或放弃，不能再改。"))
        self.change = change


def take_up(*, change: ChangeSet, version: ProcessVersion, by: Person, at: datetime) -> Draft:
    """Begin to change the process of ``version``; the draft that the change has of it already is returned. Raises NotOpen."""
    with transaction.atomic():
        locked = locked_open(change)
        known = Draft.objects.filter(key=locked.pk, folder=version.folder).first()
        if known is not None:
            return known
        draft = begin_draft(key=locked.pk, version=version, at=at, by=by)
        catch_up(draft=draft, at=at, by=by)
        payload = {"process": version.name, "number": version.number}
        record(chain=locked.pk, kind="change.process_taken", at=at, by=by, payload=payload)
    return draft


def take_up_users(*, change: ChangeSet, folder: str, by: Person, at: datetime) -> list[Draft]:
    """Take every process in force that calls the shared fragment in ``folder`` into the change, each with what the change
    has made of it already. Raises NotOpen."""
    with transaction.atomic():
        locked_open(change)
        fragments = shared_fragments(change, local_date(at))
        left = [version for one in fragments if one.folder == folder for version in one.left]
        return [take_up(change=change, version=version, by=by, at=at) for version in left]


def drop_draft(*, change: ChangeSet, draft: Draft, by: Person, at: datetime) -> None:
    """Give up what was changed of one process. Raises NotOpen."""
    with transaction.atomic():
        locked = locked_open(change)
        payload = {"process": draft.base.name}
        Draft.objects.filter(pk=draft.pk, key=locked.pk).delete()
        record(chain=locked.pk, kind="change.process_dropped", at=at, by=by, payload=payload)


def locked_open(change: ChangeSet) -> ChangeSet:
    """The change, locked, if its drafts may still be changed. Raises NotOpen."""
    locked = ChangeSet.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if not locked.is_open:
        raise NotOpen(locked.pk)
    return locked
