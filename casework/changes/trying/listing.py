"""The scenarios of a change's drafts, and whether each was played on the files as they are now."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from casework.changes.drafts import DraftLine, drafts_of
from casework.changes.models import ChangeSet
from casework.changes.trying.parameters import proposed_digest
from casework.scenarios.models import TrialRun
from processes.bundle import Bundle
from processes.models import Draft, DraftFile
from processes.services import draft_bundle


@dataclass(frozen=True)
class Line:
    """One scenario; ``run`` is the last play of it, ``is_current`` whether that was on the draft as it is now."""

    draft: Draft
    path: str
    name: str
    run: TrialRun | None
    is_current: bool

    @property
    def has_passed(self) -> bool:
        return self.run is not None and self.is_current and self.run.has_passed


def lines_of(change: ChangeSet) -> list[Line]:
    """By process and file."""
    digest = digest_of(change, bundles_of(change))
    runs = {(run.draft_id, run.path): run for run in TrialRun.objects.filter(draft__key=change.pk)}
    files = DraftFile.objects.filter(draft__key=change.pk, path__contains="/scenarios/")
    found = []
    for file in files.select_related("draft__base").order_by("draft__folder", "path"):
        run = runs.get((file.draft_id, file.path))
        is_current = run is not None and run.digest == digest
        found.append(Line(file.draft, file.path, _called(file), run, is_current))
    return found


def bundles_of(change: ChangeSet) -> dict[UUID, Bundle]:
    """The files of every draft, by its key."""
    return {draft.pk: draft_bundle(draft) for draft in drafts_of(change)}


def digest_of(change: ChangeSet, bundles: Mapping[UUID, Bundle]) -> str:
    """One over the files of all drafts, since one process may open a matter on another, and the proposed parameters."""
    parts = [*sorted(bundle.digest for bundle in bundles.values()), proposed_digest(change)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def all_pass(change: ChangeSet, drafts: Iterable[DraftLine]) -> list[tuple[Draft, str]]:
    """(draft, sentence) for every scenario of a changed draft that was not played as it is now, or did not pass.

    Empty when nothing stands against publishing. ``drafts`` are the change's ``draft_lines``.
    """
    changed = {line.draft.pk for line in drafts if line.changed}
    found = []
    for line in lines_of(change):
        if line.draft.pk not in changed or line.has_passed:
            continue
        said = (
            _("场景“%(name)s”没有通过。")
            if line.is_current
            else _("场景“%(name)s”还没有在现在的草稿上试办。")
        )
        found.append((line.draft, said % {"name": line.name}))
    return found


def _called(file: DraftFile) -> str:
    """The name of a scenario file; one that cannot be read goes by its path."""
    try:
        return str(json.loads(file.content)["name"])[:200]
    except (ValueError, LookupError, TypeError, AttributeError):
        return file.path.rpartition("/")[2]
