"""What a run may see and do: expressions, facts, operations and decisions, for one trigger.

An Environment lives for one trigger (a completed task, a due timer, a message). Facts are read from the domain when an
expression first names them and are forgotten after every operation, since an operation may have changed them.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from processes import feel, registry
from processes.causes import is_database_away, is_unexplained
from processes.decisions import DecisionTable, Outcome
from processes.engine.definition import Definition
from processes.engine.failures import LimitExceeded, StepFailed
from processes.engine.heard import Heard
from processes.engine.unanswered import Unanswered, unanswered
from processes.feel.naming import members_read
from processes.feel.run import FeelValues
from processes.registry import OperationContext
from processes.vocabulary import Call, Element

LARGEST_RESULT = 64 * 1024
RESERVED_KEYS = frozenset({"typename"})


@dataclass(frozen=True)
class DecisionTaken:
    """A decision table that was evaluated, as it is kept for ever."""

    process_id: str
    element_id: str
    table: str
    inputs: Mapping[str, Any]
    matched: tuple[str, ...]
    result: Any


@dataclass(frozen=True)
class Skip:
    """A visit to an automatic element that a person decided to pass over."""

    process: str
    element: str
    visit: int

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Skip":
        """As triggers keep it: with why it was decided besides."""
        return cls(plain["process"], plain["element"], plain["visit"])


class ReservedKey(ValueError):
    """A result uses a key by which the state's format tells types apart."""


@lru_cache(maxsize=4096)
def expression(text: str) -> feel.Expression:
    return feel.parse(text)


@lru_cache(maxsize=4096)
def members_of(text: str) -> Mapping[str, frozenset[str]]:
    """The members that an expression takes of a name."""
    return members_read(expression(text).root)


@dataclass
class Environment:
    """``key`` is what the domain knows the instance by (a case id); ``at`` the time of the trigger.

    ``known`` holds the facts read so far; a caller that has just read some may hand them over. ``operations`` counts
    those that were performed: as long as it stays, no fact has changed.
    """

    definition: Definition
    instance_id: UUID
    key: UUID
    at: datetime
    by: Any = None
    decisions: list[DecisionTaken] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    skips: Collection[Skip] = ()
    passed_over: list[Element] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)
    operations: int = 0
    _visits: Counter[tuple[str, str]] = field(default_factory=Counter)
    _adopted: dict[str, tuple[Any, feel.FeelValue]] = field(default_factory=dict)

    def passes_over(self, element: Element) -> bool:
        """Count a visit to an automatic element, and say whether a person decided to leave it out."""
        self._visits[element.process, element.id] += 1
        skip = Skip(element.process, element.id, self._visits[element.process, element.id])
        if skip not in self.skips:
            return False
        self.passed_over.append(element)
        return True

    @contextmanager
    def naming(self, element: Element | None) -> Iterator[None]:
        """Whatever fails inside, fails as this element; troubles of the database itself are no step's."""
        try:
            yield
        except StepFailed:
            raise
        except LimitExceeded as error:
            error.element = error.element or element
            raise
        except Exception as error:
            if is_database_away(error):
                raise
            raise self.failure(element, error) from error

    def failure(self, element: Element | None, error: Exception) -> StepFailed:
        visits = self._visits[element.process, element.id] if element else 1
        return StepFailed(element, error, visits or 1)

    def evaluate(self, text: str, data: Mapping[str, Any]) -> Any:
        """Evaluate FEEL over engine data and facts; data wins over a fact of the same name."""
        self._hear_members(members_of(text), data)
        return expression(text).evaluate(_Scope(self, data), functions=registry.functions(), at=self.at)

    def _hear_members(self, read: Mapping[str, frozenset[str]], data: Mapping[str, Any]) -> None:
        """Of a fact with declared members, keep the values of those that are read."""
        for name, kept in registry.kept_members().items():
            if name in read and name not in data:
                known = self.lookup(name, data) or {}
                self.heard.members(name, {m: known.get(m) for m in sorted(read[name] & kept.members)})

    def lookup(self, name: str, data: Mapping[str, Any]) -> Any:
        """What a name means, as JSON values: engine data, or else a fact."""
        if name in data:
            return data[name]
        if name not in self.known:
            provider = registry.fact_provider(name)
            self.known.update(provider(self.key, self.at) if provider else {})
        if not registry.is_kept_apart(name):
            self.heard.fact(name, self.known.get(name))
        return self.known.get(name)

    def seen(self, name: str, data: Mapping[str, Any]) -> feel.FeelValue:
        """As `lookup`, the FEEL value; a fact is adopted once, however many expressions name it. Engine data are adopted
        each time: the library merges into them in place."""
        found = self.lookup(name, data)
        if name in data:
            return feel.from_json(found)
        adopted = self._adopted.get(name)
        if adopted is None or adopted[0] is not found:
            adopted = self._adopted[name] = found, feel.from_json(found)
        return adopted[1]

    def forget(self) -> None:
        """An operation was performed: facts may be others now."""
        self.operations += 1
        self.known.clear()
        self._adopted.clear()

    def value(self, text: str, data: Mapping[str, Any]) -> Any:
        """A parameter: FEEL when it begins with ``=``, otherwise the text itself."""
        return self.evaluate(text[1:], data) if text.startswith("=") else text

    def perform(
        self,
        element: Element,
        call: Call,
        data: Mapping[str, Any],
        submission: Mapping[str, Any] | None = None,
    ) -> Any:
        """Run a registered operation and return its result as JSON values."""
        # What a domain operation may raise, and what it may return, is not ours to list.
        with self.naming(element):
            operation = registry.get_operation(call.name)
            context = OperationContext(
                instance_id=self.instance_id,
                key=self.key,
                process_id=element.process,
                element_id=element.id,
                at=self.at,
                by=self.by,
                data=data,
                submission=submission,
            )
            try:
                parameters = {name: self.value(text, data) for name, text in call.parameters.items()}
                with self._saying_what_is_lacking(operation, call, parameters):
                    result = operation.call(context, **parameters)
            finally:
                self.forget()
            answer = _as_json(result) if result is not None else None
        self.heard.result(element.process, element.id, answer)
        return answer

    @contextmanager
    def _saying_what_is_lacking(
        self, operation: registry.Operation, call: Call, parameters: Mapping[str, Any]
    ) -> Iterator[None]:
        """A failure without a sentence of its own, of an operation that was not told what it must know, is that."""
        try:
            yield
        except Exception as error:
            if not is_unexplained(error):
                raise
            texts = {
                name: text.removeprefix("=") for name, text in call.parameters.items() if text.startswith("=")
            }
            given = {name: (expression(text), parameters[name]) for name, text in texts.items()}
            matched = {taken.table: taken.matched for taken in self.decisions}
            if said := unanswered(self.definition, operation, given, matched):
                raise Unanswered(said) from error
            raise

    def decide(self, element: Element, call: Call, data: Mapping[str, Any]) -> Any:
        """Evaluate a decision table over data and facts, keep the record, return the outputs as JSON values."""
        with self.naming(element):
            table = self.definition.decisions[call.name]
            self._hear_members(table.members, data)
            outcome: Outcome = table.evaluate(_Scope(self, data), functions=registry.functions(), at=self.at)
            result = feel.to_json(outcome.result)
            inputs = feel.to_json({**outcome.inputs, **self._kept(table, data)})
        self.decisions.append(
            DecisionTaken(
                process_id=element.process,
                element_id=element.id,
                table=call.name,
                inputs=inputs,
                matched=tuple(outcome.matched),
                result=result,
            )
        )
        return result

    def _kept(self, table: DecisionTable, data: Mapping[str, Any]) -> dict[str, Any]:
        """The declared members that the table's cells take of a fact, and what is said of where each came from."""
        found: dict[str, Any] = {}
        for name, kept in registry.kept_members().items():
            read = sorted(table.members.get(name, frozenset()) & kept.members)
            if not read:
                continue
            for part in filter(None, (name, kept.sources)):
                known = self.lookup(part, data) or {}
                found[part] = {member: known.get(member) for member in read}
        return found


def _as_json(result: Mapping[str, Any]) -> Any:
    """What an operation returned, as the state will keep it: only what JSON can say, and of bounded size."""
    plain = feel.to_json(dict(result))
    if len(json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()) > LARGEST_RESULT:
        raise LimitExceeded(f"自动步骤的结果超过 {LARGEST_RESULT // 1024} KB。")
    _refuse_reserved_keys(plain)
    return plain


def _refuse_reserved_keys(plain: Any) -> None:
    if isinstance(plain, dict):
        for key, value in plain.items():
            if not isinstance(key, str):
                raise TypeError(f"结果的键应当是文字，而不是{key}")
            if key in RESERVED_KEYS:
                raise ReservedKey(f"结果里有保留的名称“{key}”，请换一个名称")
            _refuse_reserved_keys(value)
    elif isinstance(plain, list):
        for item in plain:
            _refuse_reserved_keys(item)


class _Scope(FeelValues):
    """Data and facts as one read-only mapping; facts are loaded only when an expression asks."""

    def __init__(self, environment: Environment, data: Mapping[str, Any]) -> None:
        self._environment = environment
        self._data = data

    def __getitem__(self, name: str) -> feel.FeelValue:
        if name in self._data or registry.fact_provider(name) is not None:
            return self._environment.seen(name, self._data)
        raise KeyError(name)

    def __iter__(self) -> Any:
        return iter({*self._data, *registry.fact_names()})

    def __len__(self) -> int:
        return len({*self._data, *registry.fact_names()})

    def __contains__(self, name: object) -> bool:
        return name in self._data or (isinstance(name, str) and registry.fact_provider(name) is not None)
