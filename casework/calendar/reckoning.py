"""The account of how a due date came about: kept with the deadline, rendered in any language."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Break:
    """The clock stood from `first` to `last`, both included; `lost` of these days would have counted."""

    first: date
    last: date
    lost: int


@dataclass(frozen=True, slots=True)
class Computation:
    """One stretch counted from `start` (not counted itself) over `length` units to `due_on`.

    `holidays` are the named days off that cost a weekday, `worked` the weekend days that counted,
    `rolled_from` the last day of a period in calendar days that fell on a day off, `rolled_name` that
    day's name ("" for a plain weekend). `unpublished_years` were counted Monday to Friday for want of a
    notice; `outside_service` says that days outside a service window were passed over; `terms_unknown`
    that service days went beyond the terms entered and were counted as working days.
    """

    start: date
    length: int
    due_on: date
    holidays: tuple[str, ...] = ()
    worked: tuple[date, ...] = ()
    breaks: tuple[Break, ...] = ()
    rolled_from: date | None = None
    rolled_name: str = ""
    unpublished_years: tuple[int, ...] = ()
    outside_service: bool = False
    terms_unknown: bool = False

    @property
    def unpublished(self) -> bool:
        return bool(self.unpublished_years)

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(),
            "length": self.length,
            "due_on": self.due_on.isoformat(),
            "holidays": list(self.holidays),
            "worked": [day.isoformat() for day in self.worked],
            "breaks": [[b.first.isoformat(), b.last.isoformat(), b.lost] for b in self.breaks],
            "rolled_from": self.rolled_from.isoformat() if self.rolled_from else None,
            "rolled_name": self.rolled_name,
            "unpublished_years": list(self.unpublished_years),
            "outside_service": self.outside_service,
            "terms_unknown": self.terms_unknown,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Computation":
        day = date.fromisoformat
        return cls(
            start=day(data["start"]),
            length=data["length"],
            due_on=day(data["due_on"]),
            holidays=tuple(data["holidays"]),
            worked=tuple(day(text) for text in data["worked"]),
            breaks=tuple(Break(day(first), day(last), lost) for first, last, lost in data["breaks"]),
            rolled_from=day(data["rolled_from"]) if data["rolled_from"] else None,
            rolled_name=data["rolled_name"],
            unpublished_years=tuple(data["unpublished_years"]),
            outside_service=data["outside_service"],
            terms_unknown=data["terms_unknown"],
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from `first` until the day before `resumed_on`."""

    first: date
    resumed_on: date

    def covers(self, day: date) -> bool:
        return self.first <= day < self.resumed_on

    @property
    def last(self) -> date:
        return self.resumed_on - timedelta(days=1)

    def to_json(self) -> dict[str, str]:
        return {"first": self.first.isoformat(), "resumed_on": self.resumed_on.isoformat()}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> "Pause":
        return cls(date.fromisoformat(data["first"]), date.fromisoformat(data["resumed_on"]))
