"""Functions that make one value of a list, and the boolean functions (DMN 10.3.4.2, 10.3.4.4)."""

from decimal import Decimal

from processes.feel.arithmetic import calculate
from processes.feel.compare import all_of, any_of, order
from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.values import FeelValue, kind

Items = list[FeelValue]
_ADDABLE = frozenset({"number", "days and time duration", "years and months duration"})


@builtin("not", "negand: any")
def _not(run: Run, value: FeelValue) -> FeelValue:
    return not value if isinstance(value, bool) else None


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
    kinds = {kind(item) for item in items}
    if len(kinds) != 1 or not kinds <= _ADDABLE:
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
