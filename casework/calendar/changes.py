"""What a manager may change in the calendar, as plain values that can be previewed before they are stored."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day of one scope becomes worked or off; `working=None` takes the entry away again."""

    day: date
    working: bool | None
    name: str = ""
    organisation: UUID | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class TermChange:
    """The term of that name and scope gets these dates, or is removed."""

    name: str
    starts_on: date
    ends_on: date
    service_from: date
    service_to: date
    organisation: UUID | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The holidays of a year are now published; `notice` names the document."""

    year: int
    notice: str


Change = DayChange | TermChange | YearNotice
