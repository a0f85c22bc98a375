"""What hangs on policy in the processes in force: read once from each deployed version, which never changes."""

from collections.abc import Iterable
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
    _read([version])
    return _known[version.pk]


def uses_in_force() -> list[Use]:
    """By process, in the order of its files; what a process shares with another one is named under the first.

    Two statements, one while nothing was deployed since.
    """
    versions = versions_in_force(on=localdate())
    _read(versions)
    seen: set[Mention] = set()
    found = []
    for version in versions:
        fresh = [mention for mention in _known[version.pk] if mention not in seen]
        seen.update(fresh)
        found += [Use(version, mention) for mention in fresh]
    return found


def _read(versions: Iterable[ProcessVersion]) -> None:
    missing = [version.pk for version in versions if version.pk not in _known]
    if not missing:
        return
    files: dict[UUID, dict[str, bytes]] = {pk: {} for pk in missing}
    rows = DefinitionFile.objects.filter(version__in=missing).values_list("version_id", "path", "content")
    for pk, path, content in rows:
        files[pk][path] = content.encode()
    if len(_known) + len(files) > REMEMBERED:
        _known.clear()
    _known.update({pk: tuple(mentions_in(found)) for pk, found in files.items()})
