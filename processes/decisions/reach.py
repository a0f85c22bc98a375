"""Rows that nothing can reach: no value fits them, or under FIRST an earlier row always takes what would fit."""

from typing import TYPE_CHECKING

from processes.decisions.analysis import MAXIMUM_STEPS, columns_of
from processes.decisions.policies import HitPolicy

if TYPE_CHECKING:
    from processes.decisions.analysis import Column
    from processes.decisions.table import DecisionTable


def unreachable(table: "DecisionTable") -> list[tuple[str, str]]:
    """Rule id and a Chinese sentence for each.

    Where a test is not about literal values, only the rows after one that takes everything are known.
    """
    columns = columns_of(table)
    if columns is None:
        return _after_everything(table)
    found = []
    for place, rule in enumerate(table.rules):
        row = 1 << place
        if any(not any(mask & row for mask in column.masks) for column in columns):
            found.append((rule.id, f"第 {place + 1} 行永远不会命中：没有一个值符合它的条件。"))
        elif table.hit_policy is HitPolicy.FIRST and _taken(columns, place):
            found.append((rule.id, f"第 {place + 1} 行永远不会命中：能命中它的，前面的行都先命中了。"))
    return found


def _after_everything(table: "DecisionTable") -> list[tuple[str, str]]:
    everything = next((n for n, rule in enumerate(table.rules, 1) if not rule.asked), None)
    if everything is None or table.hit_policy is not HitPolicy.FIRST:
        return []
    return [
        (rule.id, f"第 {place} 行永远不会命中：第 {everything} 行什么都命中，排在它后面的行轮不到。")
        for place, rule in enumerate(table.rules[everything:], everything + 1)
    ]


def _taken(columns: "list[Column]", place: int) -> bool:
    """Whether every combination that the row takes is taken by an earlier one; False where there are too many to walk."""
    row, earlier = 1 << place, (1 << place) - 1
    seen: set[tuple[int, int]] = set()
    waiting = [(0, earlier)]
    while waiting:
        level, mask = waiting.pop()
        if not mask:
            return False
        if level == len(columns) or (level, mask) in seen:
            continue
        seen.add((level, mask))
        if len(seen) > MAXIMUM_STEPS:
            return False
        waiting += [(level + 1, mask & own) for own in columns[level].masks if own & row]
    return True
