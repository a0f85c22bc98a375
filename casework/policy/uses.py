"""What hangs on policy in the processes in force: read once from each deployed version, which never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localdate

from casework.policy.mentions import Mention, mentions_in
from processes.models import DefinitionFile, ProcessVersion
from processes.services import versions_in_force

REMEMBERED = 256
_known: dict[UUID, tuple[Mention, ...]] = {}


@dataclass(frozen=True)
class Use:
    """A mention, and the process in force that it belongs to."""

    version: ProcessVersion
    mention: Mention


def mentions_of(version: ProcessVersion) -> tuple[Mention, ...]:
    """Every place of the version that names a clause or reads a parameter."""
    return mentions_of_each([version])[version.pk]


def mentions_of_each(versions: Sequence[ProcessVersion]) -> Mapping[UUID, tuple[Mention, ...]]:
    """By the key of the version, in one statement, none while they are remembered."""
    _read(versions)
    return {version.pk: _known[version.pk] for version in versions}


def uses_in_force() -> list[Use]:
    """By process, in the order of its files; what a process shares with another one is named under the first.

    Two statements, one while nothing was deployed since.
    """
    versions = versions_in_force(on=localdate())
    known = mentions_of_each(versions)
    seen: set[Mention] = set()
    found = []
    for version in versions:
        fresh = [mention for mention in known[version.pk] if mention not in seen]
        seen.update(fresh)
        found += [Use(version, mention) for mention in fresh]
    return found


def _read(versions: Sequence[ProcessVersion]) -> None:
    missing = [version.pk for version in versions if version.pk not in _known]
    if not missing:
        return
    if len(_known) + len(missing) > REMEMBERED:
        # What is asked for now has to be there afterwards, all of it.
        _known.clear()
        missing = [version.pk for version in versions]
    files: dict[UUID, dict[str, bytes]] = {pk: {} for pk in missing}
    rows = DefinitionFile.objects.filter(version__in=missing).values_list("version_id", "path", "content")
    for pk, path, content in rows:
        files[pk][path] = content.encode()
    _known.update({pk: tuple(mentions_in(found)) for pk, found in files.items()})
