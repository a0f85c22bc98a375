"""The life of a deadline: set, extended, paused, resumed, met, cancelled; in the caller's transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from casework.calendar.arithmetic import LONGEST, Calendar, LengthOutOfRange
from casework.calendar.counting import COUNTED, recount
from casework.calendar.holders import kept_as
from casework.calendar.models import Deadline
from casework.calendar.units import Unit


class NoOpenDeadline(Exception):
    """The holder has no open deadline of that name."""


class DeadlineIsPaused(Exception):
    """The clock already stands."""


class DeadlineNotPaused(Exception):
    """The clock is running, so that it cannot resume."""


class ResumedTooEarly(Exception):
    """A pause cannot end before the day on which it began."""


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """A rule to be counted: `length` units after `starts_on`, the day on which `verb` happened.

    For Unit.FIXED `starts_on` is the due date itself and `length` is 0. `organisation` is the school
    whose service days count; it matters for Unit.SERVICE alone.
    """

    holder: UUID
    name: str
    length: int
    unit: str
    starts_on: date
    verb: str = "送达"
    organisation: UUID | None = None


def set_deadlines(
    wanted: Sequence[NewDeadline], *, at: datetime, fresh: bool = False, calendar: Calendar | None = None
) -> list[Deadline]:
    """Open all of them, each in place of the open one of the same holder and name.

    One INSERT, one UPDATE of those replaced (none with `fresh`: the holders are new) and one SELECT
    of the calendar's revision (none where a `calendar` loaded with `hold` is given).
    Raises LengthOutOfRange.
    """
    calendar = calendar or Calendar.load(hold=True)
    if not fresh:
        _replace(wanted, at)
    return Deadline.objects.bulk_create([_counted(new, calendar, at) for new in wanted])


def set_deadline(
    *,
    holder: UUID,
    name: str,
    length: int,
    unit: str,
    starts_on: date,
    at: datetime,
    verb: str = "送达",
    organisation: UUID | None = None,
) -> Deadline:
    """Open one deadline; an open one of the same holder and name is cancelled (see set_deadlines)."""
    new = NewDeadline(holder, name, length, unit, starts_on, verb, organisation)
    return set_deadlines([new], at=at)[0]


def extend(*, deadline: Deadline, length: int, at: datetime, reason: str, granted: bool = True) -> Deadline:
    """Add `length` units (working days to a fixed date) to what is due.

    `granted` is False for time that nobody asked for, such as days that a review gave back.
    Raises NoOpenDeadline, LengthOutOfRange.
    """
    check_length(length)
    found = _locked(pk=deadline.pk)
    given = {} if granted else {"granted": False}
    found.extensions = [
        *found.extensions,
        {"length": length, "at": at.isoformat(), "reason": reason, **given},
    ]
    found.extended_by += length
    return _recounted(found, "extensions", "extended_by")


def pause(*, holder: UUID, name: str, from_on: date) -> Deadline:
    """Stop the clock; `from_on` is the first day that no longer counts.

    Raises NoOpenDeadline, DeadlineIsPaused.
    """
    found = _locked(holder=holder, name=kept_as(name))
    if found.paused_on:
        raise DeadlineIsPaused(found.paused_on)
    found.paused_on = from_on
    found.save(update_fields=["paused_on"])
    return found


def resume(*, holder: UUID, name: str, on: date) -> Deadline:
    """Start the clock again; `on` is the first day that counts again.

    Raises NoOpenDeadline, DeadlineNotPaused, ResumedTooEarly.
    """
    found = _locked(holder=holder, name=kept_as(name))
    if found.paused_on is None:
        raise DeadlineNotPaused(name)
    if on < found.paused_on:
        raise ResumedTooEarly(on)
    if on > found.paused_on:
        found.pauses = [*found.pauses, {"first": found.paused_on.isoformat(), "resumed_on": on.isoformat()}]
        found.paused_days += (on - found.paused_on).days
    found.paused_on = None
    return _recounted(found, "pauses", "paused_days", "paused_on")


def meet(*, holder: UUID, name: str, at: datetime) -> bool:
    """What was due has been done at `at`, late or not; False where nothing was open."""
    found = Deadline.objects.open().filter(holder=holder, name=kept_as(name))
    return bool(found.update(state=Deadline.State.MET, met_at=at))


def cancel(*, holder: UUID, at: datetime, name: str | None = None, reason: str = "") -> int:
    """Cancel the open deadline of that name, or all of the holder's; the number cancelled."""
    found = Deadline.objects.open().filter(holder=holder)
    if name is not None:
        found = found.filter(name=kept_as(name))
    return found.update(state=Deadline.State.CANCELLED, cancelled_at=at, cancel_reason=reason)


def check_length(length: int) -> None:
    if not 1 <= length <= LONGEST:
        raise LengthOutOfRange(length)


def _counted(new: NewDeadline, calendar: Calendar, at: datetime) -> Deadline:
    unit = Unit(new.unit)
    if unit != Unit.FIXED:
        check_length(new.length)
    deadline = Deadline(
        holder=new.holder,
        name=kept_as(new.name),
        length=0 if unit == Unit.FIXED else new.length,
        unit=unit,
        starts_on=new.starts_on,
        verb=new.verb,
        organisation_id=new.organisation,
        created_at=at,
    )
    recount(deadline, calendar)
    return deadline


def _replace(wanted: Iterable[NewDeadline], at: datetime) -> None:
    holders: dict[str, list[UUID]] = defaultdict(list)
    for new in wanted:
        holders[kept_as(new.name)].append(new.holder)
    same = Q()
    for name, owners in holders.items():
        same |= Q(name=name, holder__in=owners)
    if holders:
        Deadline.objects.open().filter(same).update(
            state=Deadline.State.CANCELLED, cancelled_at=at, cancel_reason="重新起算"
        )


def _locked(**which: object) -> Deadline:
    found = Deadline.objects.open().select_for_update().filter(**which).first()
    if found is None:
        raise NoOpenDeadline(which)
    return found


def _recounted(deadline: Deadline, *fields: str) -> Deadline:
    recount(deadline, Calendar.load(hold=True))
    deadline.save(update_fields=[*COUNTED, *fields])
    return deadline
