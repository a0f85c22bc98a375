"""The fragments that the processes of a change share with others, and which of those change with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import MD5

from casework.changes.authoring.files import DIAGRAM, TABLE
from casework.changes.drafts import drafts_of
from casework.changes.models import ChangeSet
from processes.models import DefinitionFile, Draft, DraftFile, ProcessVersion
from processes.services import folder_of, versions_to_change

_Files = Mapping[str, str]


@dataclass(frozen=True)
class SharedFragment:
    """``together`` are processes of the change that have it and change with it, ``left`` those that call it, in force or
    published for a later day, and are not in the change, ``apart`` those with a text of their own, which nothing here changes."""

    folder: str
    name: str
    changed: bool
    together: Sequence[str]
    left: Sequence[ProcessVersion]
    apart: Sequence[str]

    @property
    def users(self) -> list[str]:
        return [*self.together, *(version.name for version in self.left), *self.apart]


def shared_fragments(change: ChangeSet, day: date) -> list[SharedFragment]:
    """By name; in seven statements, none of which fetches a text but those of diagrams and tables that are named."""
    drafts = list(drafts_of(change))
    if not drafts:
        return []
    taken = {draft.base.process_id for draft in drafts}
    others = [version for version in versions_to_change(on=day) if version.process_id not in taken]
    versions = [*(draft.base for draft in drafts), *others]
    base = _digests(DefinitionFile.objects.filter(version__in=versions), "version_id")
    now = _digests(DraftFile.objects.filter(draft__in=drafts), "draft_id")
    names = _names(drafts)
    found = [
        _fragment(folder, names.get(folder, folder), drafts, others, base=base, now=now)
        for folder in _folders(drafts, base)
    ]
    return sorted((one for one in found if len(one.users) > 1), key=lambda one: one.name)


def _folders(drafts: Iterable[Draft], base: Mapping[UUID, _Files]) -> set[str]:
    return {
        folder_of(path) for draft in drafts for path in base[draft.base_id] if folder_of(path) != draft.folder
    }


def _fragment(
    folder: str,
    name: str,
    drafts: Sequence[Draft],
    others: Sequence[ProcessVersion],
    *,
    base: Mapping[UUID, _Files],
    now: Mapping[UUID, _Files],
) -> SharedFragment:
    mine = [draft for draft in drafts if draft.folder != folder and _within(base[draft.base_id], folder)]
    was = _within(base[mine[0].base_id], folder)
    same = [draft for draft in mine if _within(base[draft.base_id], folder) == was]
    users = [version for version in others if version.folder != folder and _within(base[version.pk], folder)]
    return SharedFragment(
        folder=folder,
        name=name,
        changed=any(_within(now[draft.pk], folder) != was for draft in same),
        together=[draft.base.name for draft in same],
        left=[version for version in users if _within(base[version.pk], folder) == was],
        apart=[
            *(draft.base.name for draft in mine if draft not in same),
            *(version.name for version in users if _within(base[version.pk], folder) != was),
        ],
    )


def _digests(
    rows: QuerySet[DefinitionFile] | QuerySet[DraftFile], owner: str
) -> Mapping[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for key, path, digest in rows.values_list(owner, "path", MD5("content")):
        found[key][path] = digest
    return found


def _names(drafts: Sequence[Draft]) -> Mapping[str, str]:
    """What each folder is called: its main diagram, or its first one, or its first table."""
    wanted = Q(path__endswith=".bpmn") | Q(path__endswith=".dmn")
    rows = DraftFile.objects.filter(wanted, draft__in=drafts).values_list("path", "content")
    found: dict[str, str] = {}
    for path, content in sorted(rows, key=lambda row: (not row[0].endswith("/process.bpmn"), row[0])):
        kind = DIAGRAM if DIAGRAM.matches(path) else TABLE
        if name := kind.name(content):
            found.setdefault(folder_of(path), name)
    return found


def _within(files: _Files, folder: str) -> _Files:
    """Its files without scenarios, which belong to who plays them."""
    return {
        path: one for path, one in files.items() if folder_of(path) == folder and "/scenarios/" not in path
    }
