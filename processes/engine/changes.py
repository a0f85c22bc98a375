"""What branches know together when they meet: each says what it changed since they parted, the later one wins.

The library lays the branches' data over one another, so that a branch that changed nothing, but still carries the last
round's answers, undoes what another has just answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any


def changes_together(tasks: Sequence[Any], known: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The data of ``tasks`` of one tree, in the order in which they came; ``known`` is what each knows."""
    before = _parted_at(tasks).data
    together = dict(before)
    for data in known:
        _change(together, before, data)
    return deepcopy(together)


def _parted_at(tasks: Sequence[Any]) -> Any:
    """The nearest task above all of ``tasks``; compaction keeps it."""
    shared = list(_above(tasks[0]))
    for task in tasks[1:]:
        others = {above.id for above in _above(task)}
        shared = [above for above in shared if above.id in others]
    return shared[0]


def _above(task: Any) -> Iterator[Any]:
    while (task := task.parent) is not None:
        yield task


def _change(together: dict[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Repeat on ``together`` what led from ``before`` to ``after``."""
    for key in before.keys() - after.keys():
        together.pop(key, None)
    for key, value in after.items():
        if key in before and before[key] == value:
            continue
        present, old = together.get(key), before.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            inner = dict(present)
            _change(inner, old if isinstance(old, dict) else {}, value)
            together[key] = inner
        else:
            together[key] = value
