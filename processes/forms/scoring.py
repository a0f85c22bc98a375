"""What a checklist comes to, for expressions: its score, and whether a red line was crossed."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from processes.forms.checklists import MET, NOT_MET, PARTLY
from processes.registry import function

# Whatever else stands as a result does not count: not applicable, and not answered yet.
POINTS = {MET: Decimal(1), PARTLY: Decimal("0.5"), NOT_MET: Decimal(0)}
_TENTH = Decimal("0.1")


@function("checklist score")
def checklist_score(items: Any) -> Decimal | None:
    """100 × Σ(weight × result) / Σ(weight of the items that apply), to one decimal, halves up; null when none applies."""
    counted = [(_weight(item), POINTS[item["result"]]) for item in _items(items) if _counts(item)]
    weight = sum((weight for weight, _points in counted), Decimal(0))
    if not weight:
        return None
    reached = sum((weight * points for weight, points in counted), Decimal(0))
    return (100 * reached / weight).quantize(_TENTH, ROUND_HALF_UP)


@function("red failed")
def red_failed(items: Any) -> bool | None:
    """Whether an item that is a red line was not met; met in part is no failure. Null for no list."""
    if items is None:
        return None
    return any(item.get("red") is True and item.get("result") == NOT_MET for item in _items(items))


def _weight(item: Mapping[str, Any]) -> Decimal:
    """Raises TypeError."""
    weight = item.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, int | Decimal) or weight <= 0:
        raise TypeError("权重要是大于 0 的数字")
    return Decimal(weight)


def _counts(item: Mapping[str, Any]) -> bool:
    return item.get("result") in POINTS


def _items(items: Any) -> Iterable[Mapping[str, Any]]:
    """The contexts of ``items``; one of them stands for a list of one. Raises TypeError for anything else."""
    given = [] if items is None else [items] if isinstance(items, Mapping) else items
    if not isinstance(given, list) or not all(isinstance(item, Mapping) for item in given):
        raise TypeError("要检查项的列表")
    return given
