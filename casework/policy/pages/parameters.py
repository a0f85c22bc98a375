"""The list of parameters as they are today, and one of them with its past, its future and what reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.audit.models import Event
from casework.organisations.standing import Standing
from casework.policy.belonging import Whole, wholes_of
from casework.policy.declared import GROUPS, Declared, every_declared
from casework.policy.models import ParameterValue
from casework.policy.pages.uses import UseLine, quoting_lines, read_codes, readers_of
from casework.policy.policies import may_confirm, may_drop
from casework.policy.resolving import Cited, resolve
from casework.policy.services import chain_of
from casework.policy.values import InForce, default_of, in_force
from casework.policy.wording import in_words


@dataclass(frozen=True)
class ParameterRow:
    """A line of the list. ``next_value`` and ``next_from`` tell the confirmed value that comes next, if any."""

    code: str
    group: str
    title: str
    value: str
    is_open: bool
    current: InForce
    source: str
    cited: tuple[Cited, ...]
    next_value: str
    next_from: date | None
    waiting: int
    is_read: bool


@dataclass(frozen=True)
class ParameterGroup:
    name: str
    rows: list[ParameterRow]

    @property
    def waiting(self) -> int:
        """Values that wait for a confirmation, so that a folded group says so."""
        return sum(row.waiting for row in self.rows)


@dataclass(frozen=True)
class Span:
    """A value with the days on which it holds; ``last`` None while nothing follows."""

    value: str
    first: date | None
    last: date | None
    source: str
    clause: str
    demonstration: bool
    row: ParameterValue | None
    is_now: bool


@dataclass(frozen=True)
class Proposal:
    """``whole`` is what it belongs to: it is settled there, not here."""

    row: ParameterValue
    value: str
    may_confirm: bool
    may_drop: bool
    whole: Whole | None


@dataclass(frozen=True)
class ParameterPage:
    known: Declared
    title: str
    now: Span
    cited: tuple[Cited, ...]
    spans: list[Span]
    proposals: list[Proposal]
    readers: list[UseLine]
    quotes: list[UseLine]
    events: list[Event]


def title_of(known: Declared, language: str) -> str:
    return known.title_en if language.startswith("en") else known.title


def parameter_rows(*, today: date, language: str) -> list[ParameterRow]:
    """Every declared parameter, in the order of the catalogue."""
    rows = _rows_by_code()
    current = {code: _current(known, rows.get(code, []), today) for code, known in every_declared().items()}
    resolved = resolve(found.clause for found in current.values())
    read = read_codes()
    return [
        _row(
            known,
            current[code],
            rows.get(code, []),
            cited=resolved[current[code].clause].cited,
            today=today,
            language=language,
            is_read=code in read,
        )
        for code, known in every_declared().items()
    ]


def found_rows(rows: list[ParameterRow], *, text: str, only_used: bool) -> list[ParameterRow]:
    """Those that have ``text`` in their name, value or source, and with ``only_used`` those that a process reads."""
    asked = text.casefold()
    return [
        row
        for row in rows
        if (row.is_read or not only_used) and asked in f"{row.title} {row.value} {row.source}".casefold()
    ]


def grouped(rows: list[ParameterRow]) -> list[ParameterGroup]:
    """The rows under what they are about; a group without any is left out."""
    found = [ParameterGroup(str(name), [r for r in rows if r.group == key]) for key, name in GROUPS.items()]
    return [group for group in found if group.rows]


def parameter_page(known: Declared, *, standing: Standing, language: str) -> ParameterPage:
    rows = list(
        ParameterValue.objects.filter(code=known.code).select_related(
            "clause__document", "drafted_by", "confirmed_by"
        )
    )
    spans = spans_of(known, rows, standing.day, language)
    now = next(span for span in spans if span.is_now)
    return ParameterPage(
        known=known,
        title=title_of(known, language),
        now=now,
        cited=resolve([now.clause])[now.clause].cited,
        spans=spans,
        proposals=_proposals(known, rows, standing, language),
        readers=readers_of(known.code, language),
        quotes=quoting_lines(known.code, language),
        events=list(Event.objects.filter(chain=chain_of(known.code)).select_related("by").order_by("-seq")),
    )


def spans_of(known: Declared, rows: list[ParameterValue], today: date, language: str) -> list[Span]:
    """The default and every confirmed value with its days, the latest first."""
    confirmed = sorted((row for row in rows if row.confirmed_at), key=lambda row: row.effective_from)
    starts: list[date | None] = [None, *(row.effective_from for row in confirmed)]
    ends = [*(row.effective_from - timedelta(days=1) for row in confirmed), None]
    found = [default_of(known), *map(in_force, confirmed)]
    spans = [
        Span(
            in_words(known, value.value, language), first, last,
            known.source_en if row is None and language.startswith("en") else value.source,
            value.clause, value.demonstration, row,
            (first is None or first <= today) and (last is None or today <= last),
        )
        for value, first, last, row in zip(found, starts, ends, [None, *confirmed], strict=True)
    ]  # fmt: skip
    return spans[::-1]


def _proposals(
    known: Declared, rows: list[ParameterValue], standing: Standing, language: str
) -> list[Proposal]:
    waiting = [row for row in rows if row.confirmed_at is None and row.dropped_at is None]
    wholes = wholes_of([row.pk for row in waiting])
    return [
        Proposal(
            row,
            in_words(known, row.value, language),
            row.pk not in wholes and may_confirm(standing, row),
            row.pk not in wholes and may_drop(standing, row),
            wholes.get(row.pk),
        )
        for row in waiting
    ]


def _rows_by_code() -> Mapping[str, list[ParameterValue]]:
    rows: dict[str, list[ParameterValue]] = {}
    for row in ParameterValue.objects.filter(dropped_at=None).select_related("clause__document"):
        rows.setdefault(row.code, []).append(row)
    return rows


def _current(known: Declared, rows: list[ParameterValue], today: date) -> InForce:
    begun = [row for row in rows if row.confirmed_at and row.effective_from <= today]
    return in_force(max(begun, key=lambda row: row.effective_from)) if begun else default_of(known)


def _row(
    known: Declared,
    current: InForce,
    rows: list[ParameterValue],
    *,
    cited: tuple[Cited, ...],
    today: date,
    language: str,
    is_read: bool,
) -> ParameterRow:
    ahead = [row for row in rows if row.confirmed_at and row.effective_from > today]
    follows = min(ahead, key=lambda row: row.effective_from, default=None)
    return ParameterRow(
        code=known.code,
        group=known.group,
        title=title_of(known, language),
        value=in_words(known, current.value, language),
        is_open=current.value is None,
        current=current,
        source=known.source_en if current.since is None and language.startswith("en") else current.source,
        cited=cited,
        next_value=in_words(known, follows.value, language) if follows else "",
        next_from=follows.effective_from if follows else None,
        waiting=sum(row.confirmed_at is None for row in rows),
        is_read=is_read,
    )
