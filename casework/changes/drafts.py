"""The drafts of a change, and how far each is from the version that it began with."""

from collections import defaultdict
from collections.abc import Collection, Mapping
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
    """A process that is being changed; ``changed`` is how many of its files are not as they were.

    ``newer`` is a version that somebody else published or deployed meanwhile, or since the change was published: the draft
    has none of what is new in it.
    """

    draft: Draft
    changed: int
    newer: ProcessVersion | None

    @property
    def is_behind(self) -> bool:
        return self.newer is not None


def draft_lines(change: ChangeSet) -> list[DraftLine]:
    """In five statements, however many drafts there are."""
    drafts = list(drafts_of(change))
    bases = {draft.base_id for draft in drafts}
    before = _files(DefinitionFile.objects.filter(version__in=bases), "version_id")
    now = _files(DraftFile.objects.filter(draft__in=drafts), "draft_id")
    newest = _newest(change, [draft.base.process_id for draft in drafts])
    made = dict(change.versions.values_list("version__process_id", "version__number"))
    return [
        DraftLine(
            draft,
            changed=len({path for path, _ in before[draft.base_id] ^ now[draft.pk]}),
            newer=_after(
                newest.get(draft.base.process_id), made.get(draft.base.process_id, draft.base.number)
            ),
        )
        for draft in drafts
    ]


def _after(version: ProcessVersion | None, number: int) -> ProcessVersion | None:
    return version if version is not None and version.number > number else None


def _newest(change: ChangeSet, processes: Collection[str]) -> Mapping[str, ProcessVersion]:
    """The newest version of each process, by its id, that is neither stopped nor taken back; not what ``change`` made."""
    versions = ProcessVersion.objects.usable().filter(process_id__in=processes)
    others = versions.exclude(published__change=change).select_related("published__change")
    return {version.process_id: version for version in others.order_by("number")}


def _files(rows: QuerySet[Any], owner: str) -> Mapping[UUID, set[tuple[str, str]]]:
    """(path, content) of every file, by what it belongs to."""
    found: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for key, path, content in rows.values_list(owner, "path", "content"):
        found[key].add((path, content))
    return found
