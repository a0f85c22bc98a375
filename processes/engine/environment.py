"""What a run may see and do: expressions, facts, operations and decisions, for one trigger.

An Environment lives for one trigger (a completed task, a due timer, a message). Facts are read from the domain when an
expression first names them and are forgotten after every operation, since an operation may have changed them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from processes import feel, registry
from processes.decisions import Outcome
from processes.engine.definition import Definition
from processes.registry import OperationContext
from processes.vocabulary import Call, Element


def _in_words(cause: Exception) -> str:
    """People read it: troubles of files and network are named without their numbers and paths."""
    return "文件库或网络暂时连不上，请稍后重做" if isinstance(cause, OSError) and cause.errno else str(cause)


class StepFailed(Exception):
    """An automatic step or a rule of the diagram failed; ``element`` is the node where known, the cause is chained."""

    def __init__(self, element: Element | None, cause: Exception) -> None:
        name = element.name or element.id if element else "自动步骤"
        super().__init__(f"“{name}”没有完成：{_in_words(cause)}")
        self.element = element
        self.cause = cause


class OperationFailed(StepFailed):
    """A registered operation raised."""


@dataclass(frozen=True)
class DecisionTaken:
    """A decision table that was evaluated, as it is kept for ever."""

    process_id: str
    element_id: str
    table: str
    inputs: Mapping[str, Any]
    matched: tuple[str, ...]
    result: Any


@lru_cache(maxsize=4096)
def expression(text: str) -> feel.Expression:
    return feel.parse(text)


@dataclass
class Environment:
    """``key`` is what the domain knows the instance by (a case id); ``at`` the time of the trigger.

    ``known`` holds the facts read so far; a caller that has just read some may hand them over.
    """

    definition: Definition
    instance_id: UUID
    key: UUID
    at: datetime
    by: Any = None
    decisions: list[DecisionTaken] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)

    def evaluate(self, text: str, data: Mapping[str, Any]) -> Any:
        """Evaluate FEEL over engine data and facts; data wins over a fact of the same name."""
        return expression(text).evaluate(_Scope(self, data), functions=registry.functions(), at=self.at)

    def lookup(self, name: str, data: Mapping[str, Any]) -> Any:
        if name in data:
            return feel.from_json(data[name])
        if name not in self.known:
            provider = registry.fact_provider(name)
            self.known.update(provider(self.key, self.at) if provider else {})
        return self.known.get(name)

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
            # What a domain operation may raise is not ours to list; the database's own troubles are not a failed step.
            result = operation.call(context, **parameters)
        except DatabaseError:
            raise
        except Exception as error:
            raise OperationFailed(element, error) from error
        finally:
            self.known.clear()
        return feel.to_json(dict(result)) if result is not None else None

    def decide(self, element: Element, call: Call, data: Mapping[str, Any]) -> Any:
        """Evaluate a decision table over data and facts, keep the record, return the outputs as JSON values."""
        table = self.definition.decisions[call.name]
        outcome: Outcome = table.evaluate(_Scope(self, data), functions=registry.functions(), at=self.at)
        result = feel.to_json(outcome.result)
        self.decisions.append(
            DecisionTaken(
                process_id=element.process,
                element_id=element.id,
                table=call.name,
                inputs=feel.to_json(dict(outcome.inputs)),
                matched=tuple(outcome.matched),
                result=result,
            )
        )
        return result


class _Scope(Mapping[str, Any]):
    """Data and facts as one read-only mapping; facts are loaded only when an expression asks."""

    def __init__(self, environment: Environment, data: Mapping[str, Any]) -> None:
        self._environment = environment
        self._data = data

    def __getitem__(self, name: str) -> Any:
        if name in self._data or registry.fact_provider(name) is not None:
            return self._environment.lookup(name, self._data)
        raise KeyError(name)

    def __iter__(self) -> Any:
        return iter({*self._data, *registry.fact_names()})

    def __len__(self) -> int:
        return len({*self._data, *registry.fact_names()})

    def __contains__(self, name: object) -> bool:
        return name in self._data or (isinstance(name, str) and registry.fact_provider(name) is not None)
