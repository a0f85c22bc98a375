"""Who reads, of which days, and what he may open: every block begins here."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q, QuerySet

from casework.calendar.services import Calendar
from casework.cases.clock import LOCAL
from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.inbox.viewer import Viewer
from casework.organisations.models import Organisation, Role
from casework.organisations.standing import Standing
from casework.reports import links
from casework.reports.period import Period
from casework.reports.policies import is_of_a_school, reads_sums_only

RECTIFICATION = Case.Kind.RECTIFICATION.value


@dataclass(frozen=True)
class Reading:
    viewer: Viewer
    period: Period

    def cases(self, kind: str = "") -> QuerySet[Case]:
        """Of what the viewer may open, the cases of one kind."""
        return self._seen.filter(kind=kind) if kind else self._seen.all()

    def schools(self) -> QuerySet[Organisation]:
        """The schools that may be visited: for who reads sums only those beneath, for a school itself."""
        standing = self.viewer.standing
        seen = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL, is_active=True)
        if reads_sums_only(standing):
            return seen.filter(_beneath(standing, "parent"))
        return seen.visible_to(standing) if is_of_a_school(standing) else seen

    def listed(self, state: str = "all", **asked: str) -> str:
        """The address of the list of what was counted; none for who reads sums only, so that no figure, no table and no
        chart leads him to a case (domain.md §4.4 rule 7).
        """
        return "" if reads_sums_only(self.viewer.standing) else links.cases(state, **asked)

    @cached_property
    def _seen(self) -> QuerySet[Case]:
        standing = self.viewer.standing
        if not reads_sums_only(standing):
            return visible_cases(standing)
        # What is not disclosed yet is in no sum either.
        return Case.objects.filter(_beneath(standing, "district"), withheld=False)

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar.load()

    @property
    def midnight(self) -> datetime:
        """What was due before it is overdue."""
        return datetime.combine(self.viewer.today, time(0), LOCAL)

    @property
    def days(self) -> str:
        """The period as addresses of lists name it."""
        return str(self.period.span)


def _beneath(standing: Standing, district: str) -> Q:
    """What is of a district of the authorities above, or of one that stands at most two levels below them."""
    above = standing.organisations([Role.SUPERIOR])
    levels = (district, f"{district}__parent", f"{district}__parent__parent")
    return reduce(or_, (Q(**{f"{level}__in": above}) for level in levels))
