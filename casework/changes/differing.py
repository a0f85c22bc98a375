"""What a change changes, sentence by sentence: before it is handed in, and on the page of its approval."""

from collections.abc import Iterator

from casework.changes.comparing.wording import glossary
from casework.changes.drafts import drafts_of
from casework.changes.models import ChangeSet
from processes.differences import Difference, Glossary, Kind, differences
from processes.models import Draft
from processes.services import draft_bundle, version_bundle


def sentences(change: ChangeSet) -> list[tuple[str, list[Difference]]]:
    """(name of the process, its differences from the version that the draft began with), in the order of the drafts; what
    was only drawn elsewhere is left out, and so is a process where nothing else changed."""
    words = glossary()
    told = [(draft.base.name, list(_told(draft, words))) for draft in drafts_of(change)]
    return [(name, found) for name, found in told if found]


def _told(draft: Draft, words: Glossary) -> Iterator[Difference]:
    found = differences(version_bundle(draft.base), draft_bundle(draft), words)
    return (difference for difference in found if difference.kind != Kind.MOVED)
