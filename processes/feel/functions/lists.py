"""Functions that make lists of lists, search and sort them (DMN 10.3.4.4, 10.3.4.6)."""

from datetime import timedelta
from decimal import Decimal
from functools import cmp_to_key

from processes.feel.compare import equal, order
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.values import FeelValue, Function, YearMonthDuration

Items = list[FeelValue]
_ADDABLE = (Decimal, timedelta, YearMonthDuration)


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
    place = _place(items, position) if position == int(position) else None
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
        run.spend(25)
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        else:
            flat.append(item)
    return flat


_PIECE = 8  # a list of its own weighs as much as so many cells


@builtin("partition", "list: list, size: number")
def _partition(run: Run, items: Items, size: Decimal) -> FeelValue:
    step = int(size)
    if step <= 0:
        return None
    run.spend(_PIECE * (len(items) // step))
    return [items[at : at + step] for at in range(0, len(items), step)]


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
