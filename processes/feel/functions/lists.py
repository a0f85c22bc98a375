"""List and boolean functions (DMN 10.3.4.2, 10.3.4.4 and 10.3.4.6)."""

from datetime import timedelta
from decimal import Decimal
from functools import cmp_to_key

from processes.feel.arithmetic import calculate
from processes.feel.compare import all_of, any_of, equal, order
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.values import FeelValue, Function, YearMonthDuration

Items = list[FeelValue]
_ADDABLE = (Decimal, timedelta, YearMonthDuration)


@builtin("not", "negand: any")
def _not(run: Run, value: FeelValue) -> FeelValue:
    return not value if isinstance(value, bool) else None


@builtin("list contains", "list: list, element: any")
def _list_contains(run: Run, items: Items, element: FeelValue) -> FeelValue:
    return _index(items, element, run) is not None


def _index(items: Items, element: FeelValue, run: Run) -> int | None:
    for place, item in enumerate(items):
        if equal(item, element, run) is True:
            return place
    return None


@builtin("list replace", "list: list, position: number, newItem: any")
def _list_replace(run: Run, items: Items, position: Decimal, new: FeelValue) -> FeelValue:
    place = _place(items, position)
    return None if place is None else [*items[:place], new, *items[place + 1 :]]


@builtin("list replace", "list: list, match: function, newItem: any")
def _list_replace_matching(run: Run, items: Items, match: Function, new: FeelValue) -> FeelValue:
    answers = [match.call(run, [item, new], None) for item in items]
    if not all(isinstance(answer, bool) for answer in answers):
        return None
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


def _place(items: Items, position: Decimal) -> int | None:
    if not position or abs(position) > len(items):
        return None
    return int(position) - 1 if position > 0 else len(items) + int(position)


@builtin("count", "list: list")
def _count(run: Run, items: Items) -> FeelValue:
    return Decimal(len(items))


def _extreme(name: str, sign: int) -> None:
    @builtin(name, "list: list", gathers=True)
    def _best(run: Run, items: Items) -> FeelValue:
        best = items[0] if items else None
        for item in items:
            direction = order(item, best)
            if direction is None:
                return None
            best = item if direction == sign else best
        return best


_extreme("min", -1)
_extreme("max", 1)


@builtin("sum", "list: list", gathers=True)
def _sum(run: Run, items: Items) -> FeelValue:
    first = type(items[0]) if items else None
    if first not in _ADDABLE or any(type(item) is not first for item in items):
        return None
    total = items[0]
    for item in items[1:]:
        total = calculate("+", total, item, run)
    return total


@builtin("mean", "list: list", gathers=True)
def _mean(run: Run, items: Items) -> FeelValue:
    return calculate("/", _sum(run, items), Decimal(len(items)), run)


@builtin("product", "list: list", gathers=True)
def _product(run: Run, items: Items) -> FeelValue:
    if not items or not _numeric(items):
        return None
    result: FeelValue = Decimal(1)
    for item in items:
        result = calculate("*", result, item, run)
    return result


def _numeric(items: Items) -> bool:
    return all(isinstance(item, Decimal) for item in items)


@builtin("median", "list: list", gathers=True)
def _median(run: Run, items: Items) -> FeelValue:
    if not items or not _numeric(items):
        return None
    ranked, middle = sorted(items), len(items) // 2
    return ranked[middle] if len(items) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


@builtin("stddev", "list: list", gathers=True)
def _stddev(run: Run, items: Items) -> FeelValue:
    """The standard deviation of a sample."""
    if len(items) < 2 or not _numeric(items):
        return None
    mean = sum(items) / len(items)
    squares = sum((item - mean) ** 2 for item in items)
    return Decimal(squares / (len(items) - 1)).sqrt()


@builtin("mode", "list: list", gathers=True)
def _mode(run: Run, items: Items) -> FeelValue:
    if not _numeric(items):
        return None
    counts: dict[Decimal, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(item for item, count in counts.items() if count == most)


@builtin("all", "list: list", gathers=True)
def _all(run: Run, items: Items) -> FeelValue:
    return all_of(items)


@builtin("any", "list: list", gathers=True)
def _any(run: Run, items: Items) -> FeelValue:
    return any_of(items)


for _alias, _function in (("and", _all), ("or", _any)):
    builtin(_alias, "list: list", gathers=True)(_function)


@builtin("sublist", "list: list, start position: number, length: number?")
def _sublist(run: Run, items: Items, start: Decimal, length: Decimal | None = None) -> FeelValue:
    place = _place(items, start)
    if place is None or (length is not None and length < 0):
        return None
    if length is None:
        return items[place:]
    return items[place : place + int(length)] if place + int(length) <= len(items) else None


@builtin("append", "list: list, item: any", gathers=True)
def _append(run: Run, items: Items, more: Items) -> FeelValue:
    return [*items, *more]


@builtin("concatenate", "list: any", gathers=True)
def _concatenate(run: Run, lists: Items) -> FeelValue:
    joined: Items = []
    for part in lists:
        cells = part if isinstance(part, list) else [part]
        run.spend(10 * len(cells))
        joined += cells
    return joined


@builtin("insert before", "list: list, position: number, newItem: any")
def _insert_before(run: Run, items: Items, position: Decimal, new: FeelValue) -> FeelValue:
    place = _place(items, position)
    return None if place is None else [*items[:place], new, *items[place:]]


@builtin("remove", "list: list, position: number")
def _remove(run: Run, items: Items, position: Decimal) -> FeelValue:
    place = _place(items, position)
    return None if place is None else items[:place] + items[place + 1 :]


@builtin("reverse", "list: list")
def _reverse(run: Run, items: Items) -> FeelValue:
    return items[::-1]


@builtin("index of", "list: list, match: any")
def _index_of(run: Run, items: Items, match: FeelValue) -> FeelValue:
    return [Decimal(place) for place, item in enumerate(items, 1) if equal(item, match, run) is True]


@builtin("union", "list: any", gathers=True)
def _union(run: Run, lists: Items) -> FeelValue:
    return _distinct(run, _concatenate(run, lists))


@builtin("distinct values", "list: list")
def _distinct(run: Run, items: Items) -> FeelValue:
    kept: Items = []
    for item in items:
        run.tick(1 + len(kept) // 10)
        if _index(kept, item, run) is None:
            kept.append(item)
    return kept


@builtin("flatten", "list: list")
def _flatten(run: Run, items: Items) -> FeelValue:
    flat: Items = []
    pending = items[::-1]
    while pending:
        run.spend(10)
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        else:
            flat.append(item)
    return flat


@builtin("partition", "list: list, size: number")
def _partition(run: Run, items: Items, size: Decimal) -> FeelValue:
    step = int(size)
    return [items[at : at + step] for at in range(0, len(items), step)] if step > 0 else None


@builtin("sort", "list: list, precedes: function?")
def _sort(run: Run, items: Items, precedes: Function | None = None) -> FeelValue:
    def compare(left: FeelValue, right: FeelValue) -> int:
        run.tick()
        if precedes is None:
            sign = order(left, right)
            if sign is None:
                raise _Unordered
            return sign
        return -1 if _asked(precedes, left, right, run) else int(_asked(precedes, right, left, run))

    try:
        return sorted(items, key=cmp_to_key(compare))
    except _Unordered:
        return None


class _Unordered(Exception):
    """Two elements cannot be ordered."""


def _asked(precedes: Function, left: FeelValue, right: FeelValue, run: Run) -> bool:
    answer = precedes.call(run, [left, right], None)
    if not isinstance(answer, bool):
        raise _Unordered
    return answer
