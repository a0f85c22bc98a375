"""Durations as they are reported."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds that ``act`` took on the clock."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def spread(durations: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    ordered = sorted(durations)
    return {
        "p50_ms": round(statistics.median(ordered), 3),
        "p95_ms": round(ordered[max(0, round(len(ordered) * 0.95) - 1)], 3),
    }
