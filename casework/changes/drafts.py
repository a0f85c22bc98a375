"""The drafts of a change, and how far each is from the version that it began with."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from casework.changes.models import ChangeSet
from processes.models import DefinitionFile, Draft, DraftFile, ProcessVersion


def drafts_of(change: ChangeSet) -> QuerySet[Draft]:
    return Draft.objects.filter(key=change.pk).select_related("base").order_by("folder")


@dataclass(frozen=True)
class DraftLine:
    """A process that is being changed; ``changed`` is how many of its files are not as they were."""

    draft: Draft
    changed: int
    is_behind: bool


def draft_lines(change: ChangeSet) -> list[DraftLine]:
    """In four statements, however many drafts there are. ``is_behind``: a newer version was published meanwhile."""
    drafts = list(drafts_of(change))
    bases = {draft.base_id for draft in drafts}
    before = _files(DefinitionFile.objects.filter(version__in=bases), "version_id")
    now = _files(DraftFile.objects.filter(draft__in=drafts), "draft_id")
    versions = ProcessVersion.objects.filter(
        process_id__in=[draft.base.process_id for draft in drafts], withdrawn_at=None
    )
    newest = dict(versions.order_by("number").values_list("process_id", "number"))
    return [
        DraftLine(
            draft,
            changed=len({path for path, _ in before[draft.base_id] ^ now[draft.pk]}),
            is_behind=newest.get(draft.base.process_id, 0) > draft.base.number,
        )
        for draft in drafts
    ]


def _files(rows: QuerySet[Any], owner: str) -> Mapping[UUID, set[tuple[str, str]]]:
    """(path, content) of every file, by what it belongs to."""
    found: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for key, path, content in rows.values_list(owner, "path", "content"):
        found[key].add((path, content))
    return found
