"""Which version a new matter takes on a day: the newest that has begun, for its own organisation where it has pilots."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from processes.models import ProcessVersion


@dataclass(frozen=True)
class Choice:
    """A version that new matters take: of ``only`` these organisations (None: all), never of those in ``without``."""

    version: ProcessVersion
    only: frozenset[str] | None
    without: frozenset[str]

    def of(self, scopes: Collection[str]) -> frozenset[str]:
        """The organisations among ``scopes`` whose matters take it."""
        found = frozenset(scopes) - self.without
        return found if self.only is None else found & self.only


def choices_in_force(*, on: date) -> list[Choice]:
    """Every version that some new matter takes on the day ``on``, in one statement; pilots before everybody."""
    found: list[Choice] = []
    settled: set[str] = set()
    taken: dict[str, frozenset[str]] = {}
    for version in ProcessVersion.objects.begun_by(on):
        process = version.process_id
        if process in settled:
            continue
        without = taken.get(process, frozenset())
        if version.is_for_all(on=on):
            settled.add(process)
            found.append(Choice(version, None, without))
        elif only := frozenset(version.pilots) - without:
            taken[process] = without | only
            found.append(Choice(version, only, without))
    return found


def versions_in_force(*, on: date) -> list[ProcessVersion]:
    """The version that everybody but the pilots takes, of every process, by process id."""
    return [choice.version for choice in choices_in_force(on=on) if choice.only is None]


def versions_to_change(*, on: date) -> list[ProcessVersion]:
    """What a change of each process begins with: the newest that everybody takes, or that was published for a later day."""
    found = {version.process_id: version for version in versions_in_force(on=on)}
    for version in ProcessVersion.objects.usable().filter(effective_from__gt=on).order_by("number"):
        known = found.get(version.process_id)
        if known is None or version.number > known.number:
            found[version.process_id] = version
    return [found[key] for key in sorted(found)]


def version_in_force(process_id: str, *, on: date, scope: str = "") -> ProcessVersion:
    """The version that a new matter of the organisation ``scope`` takes. Raises ProcessVersion.DoesNotExist."""
    for version in ProcessVersion.objects.begun_by(on).filter(process_id=process_id):
        if version.is_for(scope, on=on):
            return version
    raise ProcessVersion.DoesNotExist(process_id)


def version_before(version: ProcessVersion, *, on: date) -> ProcessVersion | None:
    """What everybody took before ``version`` and would take again on the day ``on``; None where there is nothing."""
    earlier = ProcessVersion.objects.begun_by(on).filter(
        process_id=version.process_id, number__lt=version.number
    )
    return next((other for other in earlier if other.is_for_all(on=on)), None)


def withdraw_version(*, version: ProcessVersion, at: datetime) -> None:
    """Take a version back: new matters take the one before; those that run on it go on. Raises CannotWithdraw."""
    others = ProcessVersion.objects.usable().filter(process_id=version.process_id)
    if not others.exclude(pk=version.pk).exists():
        raise CannotWithdraw(version.name)
    ProcessVersion.objects.filter(pk=version.pk, withdrawn_at=None).update(withdrawn_at=at)


def stop_version(*, version: ProcessVersion, at: datetime) -> None:
    """The same until it is resumed. Raises CannotWithdraw where no version before it can take its place."""
    if version_before(version, on=localdate(at)) is None:
        raise CannotWithdraw(version.name)
    ProcessVersion.objects.filter(pk=version.pk, stopped_at=None).update(stopped_at=at)


def resume_version(*, version: ProcessVersion) -> None:
    """New matters take it again, if no newer version has taken its place."""
    ProcessVersion.objects.filter(pk=version.pk).update(stopped_at=None)


class CannotWithdraw(Exception):
    """The only version of a process cannot be taken back."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”只有这一个版本，不能回退。")
