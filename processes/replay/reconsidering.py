"""A recorded decision, taken again by another table from its recorded inputs alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from processes import feel, registry
from processes.decisions import DecisionTable
from processes.feel import FeelFailure
from processes.feel.temporal import read_literal
from processes.models import DecisionRecord

_TEMPORAL = {"date", "time", "dateTime", "date and time", "days and time duration", "dayTimeDuration"}


class CannotSay(Exception):
    """The recorded inputs are not enough; the message says what is missing, in Chinese."""


@dataclass(frozen=True)
class Reconsidered:
    matched: tuple[str, ...]
    result: Any


def reconsider(record: DecisionRecord, now: DecisionTable, before: DecisionTable | None) -> Reconsidered:
    """What ``now`` says. Raises CannotSay where it asks for more than was looked at, or where the table of that time does
    not come to what was recorded from the recorded inputs."""
    if before is not None:
        known = _decide(record, before, before)
        if known.result != record.result or list(known.matched) != list(record.matched):
            raise CannotSay("当时的输入不能完整还原")
    return _decide(record, now, before)


def _decide(record: DecisionRecord, table: DecisionTable, source: DecisionTable | None) -> Reconsidered:
    texts = {column.label: column.text for column in source.inputs} if source else {}
    values = []
    for column in table.inputs:
        if column.label not in record.inputs or texts.get(column.label, column.text) != column.text:
            raise CannotSay(f"缺少输入“{column.label}”")
        values.append(_value(record.inputs[column.label], column.type))
    try:
        outcome = table.evaluate(
            _Rows(record, table), functions=registry.functions(), at=record.at, values=values
        )
    except FeelFailure as error:
        raise CannotSay(f"不能判断：{error}") from error
    return Reconsidered(tuple(outcome.matched), feel.to_json(outcome.result))


class _Rows(Mapping[str, Any]):
    """What rows read by name, found when they ask: a fact of the moment, or members that were kept with the decision."""

    def __init__(self, record: DecisionRecord, table: DecisionTable) -> None:
        self._record, self._table = record, table

    def __getitem__(self, name: str) -> Any:
        if name in registry.kept_members():
            known = feel.from_json(self._record.inputs.get(name) or {})
            if missing := sorted(self._table.members.get(name, frozenset()) - known.keys()):
                raise CannotSay(f"缺少输入“{name}.{missing[0]}”")
            return known
        provider = registry.fact_provider(name)
        if provider is None or not registry.is_timely(name):
            raise CannotSay(f"缺少输入“{name}”")
        return provider(self._record.instance.key, self._record.at)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.names_in_rows)

    def __len__(self) -> int:
        return len(self._table.names_in_rows)


def _value(said: Any, kind: str | None) -> Any:
    if kind in _TEMPORAL and isinstance(said, str):
        return read_literal(said)
    return feel.from_json(said)


def same_by_records(
    records: Sequence[DecisionRecord],
    source: Mapping[str, DecisionTable],
    target: Mapping[str, DecisionTable],
    changed: frozenset[str],
) -> bool:
    """Whether every recorded decision of a ``changed`` table comes out as it did; False where that cannot be said."""
    for record in records:
        if record.table in changed:
            if record.table not in target:
                return False
            try:
                now = reconsider(record, target[record.table], source.get(record.table))
            except CannotSay:
                return False
            if now.result != record.result:
                return False
    return True
