"""Everything the arithmetic needs to know about days, frozen, so that it can be cached and compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from casework.calendar.changes import Change, DayChange, TermChange, YearNotice

Scope = UUID | None


@dataclass(frozen=True, slots=True)
class DayFact:
    """What an entry says of one day: worked or off, and what it is called."""

    working: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A school term and, inside it, the window in which after-school service is held; all dates included."""

    name: str
    starts_on: date
    ends_on: date
    service_from: date
    service_to: date

    def serves(self, day: date) -> bool:
        return self.service_from <= day <= self.service_to


@dataclass(frozen=True)
class Snapshot:
    """The entries by scope. None is the whole country (days) or every school (terms).

    The rows of a bureau hold for everybody here: one installation serves one bureau. The rows of a
    school only change its service days, because working days are those of the bureau (Appendix B).
    """

    days: Mapping[Scope, Mapping[date, DayFact]]
    terms: Mapping[Scope, tuple[Term, ...]]
    published: frozenset[int]
    bureaus: frozenset[UUID] = frozenset()
    token: UUID | None = None

    @cached_property
    def office(self) -> Mapping[date, DayFact]:
        """The national days with the bureau's own laid over them."""
        merged = dict(self.days.get(None, {}))
        for bureau in sorted(self.bureaus):
            merged.update(self.days.get(bureau, {}))
        return merged

    @cached_property
    def weekdays_off(self) -> tuple[date, ...]:
        return tuple(sorted(d for d, fact in self.office.items() if not fact.working and d.weekday() < 5))

    @cached_property
    def weekends_worked(self) -> tuple[date, ...]:
        return tuple(sorted(d for d, fact in self.office.items() if fact.working and d.weekday() >= 5))

    def terms_of(self, organisation: Scope) -> tuple[Term, ...]:
        """The school's own terms where it has any, else those set for every school, in order."""
        return self.terms.get(organisation) or self.terms.get(None, ())

    def changed(self, changes: Iterable[Change]) -> "Snapshot":
        """The snapshot as it would be after `changes`; it has no token, since nobody has stored it."""
        days = {scope: dict(facts) for scope, facts in self.days.items()}
        terms = {scope: {term.name: term for term in found} for scope, found in self.terms.items()}
        published = set(self.published)
        for change in changes:
            match change:
                case DayChange(working=None):
                    days.get(change.organisation, {}).pop(change.day, None)
                case DayChange(working=bool() as working):
                    own = days.setdefault(change.organisation, {})
                    own[change.day] = DayFact(working, change.name)
                case TermChange(removed=True):
                    terms.get(change.organisation, {}).pop(change.name, None)
                case TermChange():
                    terms.setdefault(change.organisation, {})[change.name] = term_of(change)
                case YearNotice():
                    published.add(change.year)
        ordered = {scope: in_order(found.values()) for scope, found in terms.items()}
        return replace(self, days=days, terms=ordered, published=frozenset(published), token=None)


def term_of(change: TermChange) -> Term:
    return Term(change.name, change.starts_on, change.ends_on, change.service_from, change.service_to)


def in_order(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: term.service_from))
