"""Context functions (DMN 10.3.4.7)."""

from processes.feel.functions.registry import builtin
from processes.feel.run import Run
from processes.feel.values import FeelValue

Context = dict[str, FeelValue]


@builtin("get value", "m: context, key: string")
def _get_value(run: Run, context: Context, key: str) -> FeelValue:
    return context.get(key)


@builtin("get entries", "m: context")
def _get_entries(run: Run, context: Context) -> FeelValue:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def _context(run: Run, entries: list[FeelValue]) -> FeelValue:
    made: Context = {}
    for entry in entries:
        if not isinstance(entry, dict) or "value" not in entry:
            return None
        key = entry.get("key")
        if not isinstance(key, str) or key in made:
            return None
        made[key] = entry["value"]
    return made


@builtin("context put", "context: context, key: string, value: any")
def _put(run: Run, context: Context, key: str, value: FeelValue) -> FeelValue:
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def _put_deep(run: Run, context: FeelValue, keys: list[FeelValue], value: FeelValue) -> FeelValue:
    if not keys or not all(isinstance(key, str) for key in keys):
        return None
    made: Context = {}
    inner = made
    for place, key in enumerate(keys):
        context = {} if context is None else context
        if not isinstance(context, dict):
            return None
        run.spend(10 * len(context))
        inner.update(context)
        context = context.get(key)
        inner[key] = value if place == len(keys) - 1 else {}
        inner = inner[key]
    return made


@builtin("context merge", "contexts: list")
def _merge(run: Run, contexts: list[FeelValue]) -> FeelValue:
    merged: Context = {}
    for context in contexts:
        if not isinstance(context, dict):
            return None
        run.spend(10 * len(context))
        merged.update(context)
    return merged
