"""What a night needs again and again, asked once: who hears of it, which process renews, when service is next held."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from casework.calendar.services import Calendar
from casework.cases.models import Case, Notice
from casework.cases.services.notices import notice_to
from casework.expiry.thresholds import alert_days
from casework.organisations.models import Membership, Role
from processes.models import ProcessVersion

_OFFICES = (Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE)
_DAY = timedelta(days=1)
_FARTHEST = 120


@dataclass
class Night:
    """One piece of the nightly run, inside its transaction. ``notices`` are kept until ``send``."""

    day: date
    at: datetime
    notices: list[Notice] = field(default_factory=list)
    _service_days: dict[UUID, date] = field(default_factory=dict)
    _versions: dict[str, ProcessVersion | None] = field(default_factory=dict)

    @cached_property
    def offices(self) -> list[tuple[str, UUID]]:
        """(role, organisation) of 成幼股 and 活动中心, wherever their people hold these roles on the day."""
        holding = Membership.objects.active_on(self.day).filter(role__in=_OFFICES)
        return list(holding.values_list("role", "organisation").distinct().order_by("role"))

    @cached_property
    def alert_days(self) -> tuple[int, ...]:
        return alert_days(self.day)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar.load()

    def next_service_day(self, school: UUID) -> date:
        """The day itself where ``school`` holds after-school service on it, else the first such day after it."""
        if school not in self._service_days:
            self._service_days[school] = self._first_service_day(school)
        return self._service_days[school]

    def newest(self, process: str) -> ProcessVersion | None:
        """The version on which ``process`` starts now; None where it is not deployed."""
        if process not in self._versions:
            found = ProcessVersion.objects.filter(process_id=process).order_by("-number")
            self._versions[process] = found.first()
        return self._versions[process]

    def tell(self, case: Case, roles: Iterable[str], scope: UUID, text: str) -> None:
        self.notices.append(notice_to(case=case, roles=roles, scope=str(scope), text=text, at=self.at))

    def tell_offices(self, case: Case, text: str) -> None:
        for role, office in self.offices:
            self.tell(case, [role], office, text)

    def send(self) -> None:
        Notice.objects.bulk_create(self.notices)
        self.notices.clear()

    def _first_service_day(self, school: UUID) -> date:
        day, last = self.day, self.day + timedelta(days=_FARTHEST)
        while not self.calendar.is_service_day(day, school) and day < last:
            day += _DAY
        return day
