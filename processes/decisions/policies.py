"""What becomes of the rules that match: the hit policies of DMN 8.2.11."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Any

from processes.feel import FeelFailure, FeelValue, parse

_ADD = parse("sum(hits)")
_LEAST = parse("min(hits)")
_MOST = parse("max(hits)")


class HitPolicy(StrEnum):
    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"


class Aggregation(StrEnum):
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


class DecisionConflict(FeelFailure):
    """Several rules match where one may, or where all must agree; `rules` are their ids."""

    def __init__(self, message: str, rules: Sequence[str]) -> None:
        super().__init__(message)
        self.rules = tuple(rules)


Hit = tuple[str, FeelValue]  # the rule's id and what it gives


def settle(
    policy: HitPolicy, aggregation: Aggregation | None, hits: list[Hit], ranks: list[Any]
) -> tuple[list[str], FeelValue]:
    """The ids of the rules that count and the result of at least one hit, given in rule order with their
    output ranks.

    Raises DecisionConflict for UNIQUE with several hits and for ANY with different outputs.
    """
    ids = [rule for rule, _ in hits]
    values = [value for _, value in hits]
    if policy in (HitPolicy.UNIQUE, HitPolicy.ANY):
        _refuse_conflict(policy, ids, values)
        return ids, values[0]
    if policy is HitPolicy.FIRST:
        return ids[:1], values[0]
    if policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER):
        order = sorted(range(len(hits)), key=lambda index: ranks[index])
        ids, values = [ids[index] for index in order], [values[index] for index in order]
        return (ids[:1], values[0]) if policy is HitPolicy.PRIORITY else (ids, values)
    return ids, _collected(aggregation, values)


def unmatched(policy: HitPolicy, aggregation: Aggregation | None) -> FeelValue:
    """The result where nothing matched and no default is given: no hits for a policy that lists or counts them, else
    null."""
    if aggregation is Aggregation.COUNT:
        return Decimal(0)
    several = policy in (HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER)
    return [] if several and aggregation is None else None


def _refuse_conflict(policy: HitPolicy, ids: list[str], values: list[FeelValue]) -> None:
    if policy is HitPolicy.UNIQUE and len(ids) > 1:
        raise DecisionConflict(f"命中策略为唯一（UNIQUE），但同时命中规则 {'、'.join(ids)}。", ids)
    if any(value != values[0] for value in values):
        raise DecisionConflict(f"命中策略为任一（ANY），但规则 {'、'.join(ids)} 的结果不一致。", ids)


def _collected(aggregation: Aggregation | None, values: list[FeelValue]) -> FeelValue:
    if aggregation is None:
        return values
    if aggregation is Aggregation.COUNT:
        return Decimal(len(values))
    with localcontext():
        expression = {Aggregation.SUM: _ADD, Aggregation.MIN: _LEAST, Aggregation.MAX: _MOST}[aggregation]
        return expression.evaluate({"hits": values})
