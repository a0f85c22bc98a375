"""Processes that begin by themselves: every day is asked once, also a day on which nobody was there to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from casework.cases import outside
from casework.cases.clock import LOCAL
from casework.cases.models import Batch, CalendarWatch
from casework.cases.services.batches import make_batch
from casework.organisations.queries import active_schools
from processes.models import ProcessVersion
from processes.services import definition_of, version_in_force, versions_in_force
from processes.vocabulary import Calendar, Element
from syncpoints import reach

DAY = timedelta(days=1)


class NoSuchOffice(LookupError):
    """The calendar names an office that is not in the register; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Begins:
    """A process with a calendar, on the version that new cases take."""

    version: ProcessVersion
    element: Element
    calendar: Calendar


def calendars(day: date) -> list[Begins]:
    """Those that are in force on ``day``."""
    return [found for version in versions_in_force(on=day) if (found := calendar_of(version)) is not None]


def calendar_of(version: ProcessVersion) -> Begins | None:
    definition = definition_of(version)
    elements = definition.processes[definition.main].elements.values()
    found = next((element for element in elements if element.calendar is not None), None)
    return Begins(version, found, found.calendar) if found and found.calendar else None


def ask_until(*, process_id: str, today: date, at: datetime, then: Callable[..., object]) -> list[Batch]:
    """Ask every day up to ``today`` that was not asked yet, each in a transaction of its own; what is to be opened.

    ``then(batch, at=…)`` is called in the day's transaction. A process that is seen for the first time is asked for
    today only. Two who ask at once come one after the other.
    """
    made: list[Batch] = []
    while True:
        with transaction.atomic():
            CalendarWatch.objects.get_or_create(process_id=process_id, defaults={"asked_until": today - DAY})
            watch = CalendarWatch.objects.select_for_update().get(process_id=process_id)
            if watch.asked_until >= today:
                return made
            day = watch.asked_until + DAY
            begins = calendar_of(version_in_force(process_id, on=day))
            batch = ask(begins, day=day, at=at) if begins else None
            CalendarWatch.objects.filter(pk=process_id).update(asked_until=day)
            reach("calendar.asked")
            if batch is not None:
                then(batch, at=at)
                made.append(batch)


def ask(begins: Begins, *, day: date, at: datetime) -> Batch | None:
    """What ``day`` asks for is written down, to be opened at ``at``; None where it asks for nothing.

    Raises NoSuchOffice, NobodyNamed, FeelFailure.
    """
    office = outside.office(begins.calendar.office)
    if office is None:
        raise NoSuchOffice(f"按日程发起“{begins.version.name}”的科室 {begins.calendar.office} 没有登记")
    district = office.parent or office
    names = {
        "today": day,
        "office": str(office.pk),
        "schools": [str(school.pk) for school in active_schools(district)],
    }
    asked = datetime.combine(day, time(1), LOCAL)
    if outside.evaluate(begins.calendar.when, names, at=asked) is not True:
        return None
    return make_batch(
        version=begins.version,
        element_id=begins.element.id,
        day=day,
        office=office,
        respondents=outside.evaluate(begins.calendar.respondents, names, at=asked),
        at=at,
        label=_label(begins),
    )


def forget_gone(current: list[Begins]) -> None:
    """A process that has no calendar any more is not asked for the days in between when it has one again."""
    CalendarWatch.objects.exclude(process_id__in=[found.version.process_id for found in current]).delete()


def _label(begins: Begins) -> tuple[str, str]:
    definition = definition_of(begins.version)
    process = definition.processes[definition.main]
    return process.name, process.name_en
