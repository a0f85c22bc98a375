"""A decision table, immutable and shared between threads, and its evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from processes.decisions import analysis
from processes.decisions.policies import Aggregation, HitPolicy, settle
from processes.feel import Expression, FeelFailure, FeelValue, UnaryTests
from processes.feel.values import Callables

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class ValueNotAllowed(FeelFailure):
    """An input or output value is outside the values that its column allows."""


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested. `type` is the FEEL type it declares, or None; `allowed` what may stand in it
    at all."""

    label: str
    text: str
    expression: Expression = field(repr=False)
    type: str | None = None
    allowed: UnaryTests | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is given. `ranking` is the list of allowed values, the most important first."""

    name: str
    label: str
    type: str | None = None
    allowed: UnaryTests | None = None
    ranking: tuple[FeelValue, ...] = ()
    default: Expression | None = None

    def rank(self, value: FeelValue) -> int:
        """The place of a value in the ranking; after all others when it is not there."""
        return self.ranking.index(value) if value in self.ranking else len(self.ranking)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: tests by input column, expressions by output column, and notes by annotation column."""

    id: str
    entries: tuple[UnaryTests, ...]
    outputs: tuple[Expression, ...]
    annotations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    description: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was looked at (by column label), which rules counted (ids, in the order of the policy) and what
    follows.

    `result` is the value of a single output, or a context of several; a list of those for policies with
    several hits; None when nothing matched and no default is given.
    """

    inputs: dict[str, FeelValue]
    matched: list[str]
    result: FeelValue


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A decision by its id. A literal expression is a table of no inputs, one output and one rule."""

    id: str
    name: str
    hit_policy: HitPolicy
    aggregation: Aggregation | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    name_en: str = ""

    def evaluate(
        self, context: Mapping[str, Any], *, functions: Callables = _NOTHING, at: datetime | None = None
    ) -> Outcome:
        """Evaluate every input once, then the rules.

        Raises DecisionConflict where the hit policy forbids what matched, ValueNotAllowed for a value
        outside its column's allowed ones, FeelError when an expression hits a limit.
        """
        values = [column.expression.evaluate(context, functions=functions, at=at) for column in self.inputs]
        for column, value in zip(self.inputs, values, strict=True):
            self._check(column.label, column.allowed, value, context)
        inputs = dict(zip((column.label for column in self.inputs), values, strict=True))
        matching = [rule for rule in self.rules if _matches(rule, values, context, functions, at)]
        if not matching:
            return Outcome(inputs, [], self._default(context, functions, at))
        if self.hit_policy is HitPolicy.FIRST:
            matching = matching[:1]
        given = [
            [cell.evaluate(context, functions=functions, at=at) for cell in rule.outputs] for rule in matching
        ]
        for row in given:
            for output, value in zip(self.outputs, row, strict=True):
                self._check(output.label, output.allowed, value, context)
        hits = [(rule.id, self._shape(row)) for rule, row in zip(matching, given, strict=True)]
        ranks = [
            [output.rank(value) for output, value in zip(self.outputs, row, strict=True)] for row in given
        ]
        matched, result = settle(self.hit_policy, self.aggregation, hits, ranks)
        return Outcome(inputs, matched, result)

    def gaps(self) -> "list[analysis.Finding] | None":
        """Combinations of input values that no rule takes; None when the table cannot be decided
        statically."""
        return analysis.gaps(self)

    def overlaps(self) -> "list[analysis.Finding] | None":
        """Pairs of rules that some input values match together; None when the table cannot be decided
        statically."""
        return analysis.overlaps(self)

    def _shape(self, row: list[FeelValue]) -> FeelValue:
        if len(self.outputs) == 1:
            return row[0]
        return dict(zip((output.name for output in self.outputs), row, strict=True))

    def _default(self, context: Mapping[str, Any], functions: Callables, at: datetime | None) -> FeelValue:
        if all(output.default is None for output in self.outputs):
            return None
        row = [
            output.default.evaluate(context, functions=functions, at=at) if output.default else None
            for output in self.outputs
        ]
        return self._shape(row)

    def _check(
        self, label: str, allowed: UnaryTests | None, value: FeelValue, context: Mapping[str, Any]
    ) -> None:
        """Null is never refused: the rules say what a missing value means."""
        if allowed is None or value is None or allowed.matches(value, context):
            return
        raise ValueNotAllowed(f"决策表“{self.name}”的“{label}”不允许这个值，只允许 {allowed.text}。")


def _matches(
    rule: Rule, values: list[FeelValue], context: Mapping[str, Any], functions: Callables, at: datetime | None
) -> bool:
    return all(
        entry.matches(value, context, functions=functions, at=at)
        for entry, value in zip(rule.entries, values, strict=True)
    )
