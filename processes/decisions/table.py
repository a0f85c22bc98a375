"""A decision table, immutable and shared between threads, and its evaluation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import localcontext
from types import MappingProxyType
from typing import Any

from processes.decisions import analysis
from processes.decisions.policies import Aggregation, HitPolicy, settle
from processes.feel import Expression, FeelFailure, FeelValue, UnaryTests, limits
from processes.feel.expression import evaluate_in
from processes.feel.naming import members_read
from processes.feel.nodes.node import Node
from processes.feel.quick import Predicate
from processes.feel.run import Outermost, Run, Scope
from processes.feel.values import Callables

_NOTHING: Mapping[str, Any] = MappingProxyType({})
TICKS = 30_000  # of one evaluation of a table; a cell that compares literals costs none


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
    asked: tuple[tuple[int, Predicate | None, UnaryTests], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep by column the tests that not everything passes."""
        asked = tuple((n, test.quick, test) for n, test in enumerate(self.entries) if not test.always)
        object.__setattr__(self, "asked", asked)


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
    members: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep which members of a name the cells take: ``{"parameters": {"PRM_X"}}``."""
        object.__setattr__(self, "members", members_read(*self._roots()))

    @property
    def names_in_rows(self) -> frozenset[str]:
        """What rows, defaults and allowed values read by name."""
        tests = (entry.names for rule in self.rules for entry in rule.entries)
        given = (cell.names for rule in self.rules for cell in rule.outputs)
        default = (output.default.names for output in self.outputs if output.default)
        columns: tuple[Input | Output, ...] = (*self.inputs, *self.outputs)
        allowed = (column.allowed.names for column in columns if column.allowed)
        return frozenset().union(*tests, *given, *default, *allowed)

    def _roots(self) -> Iterator[Node]:
        for column in self.inputs:
            yield column.expression.root
        for output in self.outputs:
            yield from (output.default.root,) if output.default else ()
        for rule in self.rules:
            yield from (entry.root for entry in rule.entries)
            yield from (cell.root for cell in rule.outputs)

    def evaluate(
        self,
        context: Mapping[str, Any],
        *,
        functions: Callables = _NOTHING,
        at: datetime | None = None,
        values: list[FeelValue] | None = None,
    ) -> Outcome:
        """Evaluate every input once, then the rules; or begin with the inputs' ``values`` where they are known.

        Raises DecisionConflict where the hit policy forbids what matched, ValueNotAllowed for a value
        outside its column's allowed ones, FeelError when an expression hits a limit.
        """
        run = Run(functions=functions, at=at, ticks=TICKS)
        with localcontext(limits.NUMBERS):
            return self.evaluate_in(Outermost(run, context), values)

    def evaluate_in(
        self,
        scope: Scope,
        values: list[FeelValue] | None = None,
        refused: Callable[[ValueNotAllowed], None] | None = None,
    ) -> Outcome:
        """As `evaluate`, in a scope that is there already and at the cost of its run. Where `refused` hears of values
        that are not allowed, they count as null."""
        if values is None:
            values = [evaluate_in(column.expression.root, scope) for column in self.inputs]
        values = self._checked(self.inputs, values, scope, refused)
        inputs = dict(zip((column.label for column in self.inputs), values, strict=True))
        matching = self._matching(values, scope)
        if not matching:
            return Outcome(inputs, [], self._default(scope))
        given = [[evaluate_in(cell.root, scope) for cell in rule.outputs] for rule in matching]
        given = [self._checked(self.outputs, row, scope, refused) for row in given]
        hits = [(rule.id, self._shape(row)) for rule, row in zip(matching, given, strict=True)]
        matched, result = settle(self.hit_policy, self.aggregation, hits, self._ranks(given))
        return Outcome(inputs, matched, result)

    def _matching(self, values: list[FeelValue], scope: Scope) -> list[Rule]:
        matching = []
        for rule in self.rules:
            for place, quick, entry in rule.asked:
                value = values[place]
                answer = quick(value) if quick is not None else None
                if not (entry.passes(value, scope) if answer is None else answer):
                    break
            else:
                matching.append(rule)
                if self.hit_policy is HitPolicy.FIRST:
                    break
        return matching

    def _ranks(self, given: list[list[FeelValue]]) -> list[list[int]]:
        if self.hit_policy not in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER):
            return []
        return [
            [output.rank(value) for output, value in zip(self.outputs, row, strict=True)] for row in given
        ]

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

    def _default(self, scope: Scope) -> FeelValue:
        if all(output.default is None for output in self.outputs):
            return None
        return self._shape(
            [evaluate_in(output.default.root, scope) if output.default else None for output in self.outputs]
        )

    def _checked(
        self,
        columns: Sequence[Input | Output],
        values: list[FeelValue],
        scope: Scope,
        refused: Callable[[ValueNotAllowed], None] | None,
    ) -> list[FeelValue]:
        """Null is never refused: the rules say what a missing value means."""
        checked: list[FeelValue] = []
        for column, value in zip(columns, values, strict=True):
            allowed = column.allowed
            if allowed is None or value is None or allowed.passes(value, scope):
                checked.append(value)
                continue
            error = ValueNotAllowed(
                f"决策表“{self.name}”的“{column.label}”不允许这个值，只允许 {allowed.text}。"
            )
            if refused is None:
                raise error
            refused(error)
            checked.append(None)
        return checked
