"""Who is looking, where he stands, when, and in which language: made once for each request."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from casework.cases.clock import local_date
from casework.inbox import clock
from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.organisations.standing import Standing


@dataclass(frozen=True)
class Viewer:
    standing: Standing
    now: datetime
    language: str

    @property
    def person(self) -> Person:
        return self.standing.person

    @property
    def today(self) -> date:
        return local_date(self.now)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request that is logged in (the middleware has seen to that)."""
    return Viewer(standing(request), clock.now(request), get_language() or "zh-hans")
