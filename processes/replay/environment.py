"""What a replayed step may see: recorded facts and answers, and tables evaluated afresh. Nothing is written or done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from processes import registry
from processes.decisions import DecisionTable
from processes.engine import Environment
from processes.engine.environment import DecisionTaken, members_of
from processes.models import DecisionRecord
from processes.replay.findings import MissingInput, RowDifference, hit
from processes.replay.pairs import Pair
from processes.replay.reconsidering import CannotSay, reconsider
from processes.replay.tape import Tape
from processes.vocabulary import Call, Element


@dataclass
class Memory:
    """What one replay carries from trigger to trigger.

    ``parameters`` are members of kept facts, by fact, that the target has of its own.
    ``absent`` are fields, by element, that were not asked for then.
    """

    tape: Tape
    pair: Pair
    parameters: Mapping[str, Mapping[str, Any]]
    segment: int = 0
    absent: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: list[RowDifference] = field(default_factory=list)


@dataclass(kw_only=True)
class ReplayEnvironment(Environment):
    memory: Memory
    _reading: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def evaluate(self, text: str, data: Mapping[str, Any]) -> Any:
        self._read(members_of(text), data)
        return super().evaluate(text, data)

    def lookup(self, name: str, data: Mapping[str, Any]) -> Any:
        if name in data:
            return data[name]
        if name in registry.kept_members():
            return self._recorded(name)
        if name not in self.known:
            self.known[name] = self._recorded(name)
        return self.known[name]

    def perform(
        self,
        element: Element,
        call: Call,
        data: Mapping[str, Any],
        submission: Mapping[str, Any] | None = None,
    ) -> Any:
        with self.naming(element):
            self._reconsider(element)
            self.forget()
            answers = self.memory.tape.answers.get((element.process, element.id))
            if answers:
                answer = answers.popleft()
                self.memory.segment = answer.segment
                return answer.value
            if call.result:
                raise MissingInput(f"自动步骤“{element.name}”的结果")
            return None

    def decide(self, element: Element, call: Call, data: Mapping[str, Any]) -> Any:
        with self.naming(element):
            self._read(self.definition.decisions[call.name].members, data)
        result = super().decide(element, call, data)
        recorded = self.memory.tape.decisions.get((element.process, element.id, call.name))
        if recorded:
            self._compare(element, recorded.popleft(), self.decisions[-1])
        return result

    def _hear_members(self, read: Mapping[str, frozenset[str]], data: Mapping[str, Any]) -> None:
        """Nothing is kept of a replay."""

    def _kept(self, table: DecisionTable, data: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def _read(self, members: Mapping[str, frozenset[str]], data: Mapping[str, Any]) -> None:
        """Raises MissingInput for a field that the form of that time did not have."""
        self._reading = members
        for name, fields in self.memory.absent.items():
            wanted = sorted(members.get(name, frozenset()) & fields.keys())
            if wanted and name in data:
                raise MissingInput(fields[wanted[0]])

    def _recorded(self, name: str) -> Any:
        memory = self.memory
        known_then = (
            {**memory.tape.members(name), **memory.parameters.get(name, {})}
            if name in registry.kept_members()
            else {}
        )
        if known_then.keys() >= self._reading.get(name, frozenset({""})):
            return known_then
        if registry.is_timely(name):
            provider = registry.fact_provider(name)
            known = dict(provider(self.key, self.at) if provider else {}).get(name)
            return {**(known or {}), **known_then} if name in registry.kept_members() else known
        if not memory.tape.knows(name):
            members = sorted(self._reading.get(name, ()))
            raise MissingInput(f"{name}.{members[0]}" if members else name)
        return memory.tape.fact(name, memory.segment)

    def _compare(self, element: Element, before: DecisionRecord, now: DecisionTaken) -> None:
        if before.result != now.result:
            self._note(element, before, now.matched, now.result)

    def _note(self, element: Element, before: DecisionRecord, matched: Any, result: Any) -> None:
        table = self.definition.decisions[before.table]
        earlier = self.memory.pair.source.decisions.get(before.table)
        self.memory.rows.append(
            RowDifference(
                table=table.name,
                table_id=table.id,
                element=element.name,
                before=hit(earlier, before.matched, before.result),
                after=hit(table, matched, result),
            )
        )

    def _reconsider(self, element: Element) -> None:
        """An operation may have asked tables about many things. Where a table says otherwise now, what it would answer
        cannot be known."""
        for (process, place, table), records in self.memory.tape.decisions.items():
            if (process, place) != (element.process, element.id):
                continue
            now, before = self.definition.decisions.get(table), self.memory.pair.source.decisions.get(table)
            while records and records[0].at <= self.at:
                self._reconsider_one(element, records.popleft(), before, now)

    def _reconsider_one(
        self,
        element: Element,
        record: DecisionRecord,
        before: DecisionTable | None,
        now: DecisionTable | None,
    ) -> None:
        if now is None:
            raise MissingInput(f"“{element.name}”所用的决策表 {record.table}")
        if now.id not in self.memory.pair.changed:
            return
        try:
            outcome = reconsider(record, now, before)
        except CannotSay as unknown:
            raise MissingInput(f"“{element.name}”的决策表“{now.name}”{unknown}") from unknown
        if outcome.result != record.result:
            self._note(element, record, outcome.matched, outcome.result)
            raise MissingInput(f"“{element.name}”按新表重新办理后的结果")
