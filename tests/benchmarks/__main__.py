"""``python -m tests.benchmarks [--full] [--only NAME]``: measure on the database of the settings; JSON on standard output."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from processes.decisions.measuring import measure_decisions  # noqa: E402
from tests.benchmarks.backtests import measure_backtests  # noqa: E402
from tests.benchmarks.bureau import measure_bureau  # noqa: E402
from tests.benchmarks.expiry import measure_expiry  # noqa: E402
from tests.benchmarks.flatness import measure_flatness  # noqa: E402
from tests.benchmarks.handwritten import naive  # noqa: E402
from tests.benchmarks.http import measure_http  # noqa: E402
from tests.benchmarks.inbox import measure_inbox  # noqa: E402
from tests.benchmarks.matter import office, version  # noqa: E402
from tests.benchmarks.moves import measure_moves  # noqa: E402
from tests.benchmarks.openings import measure_openings  # noqa: E402
from tests.benchmarks.steps import measure_steps  # noqa: E402
from tests.benchmarks.timers import measure_timers  # noqa: E402

Part = Callable[[], dict[str, Any]]


def tell(line: str) -> None:
    """Progress goes beside the result."""
    print(f"  {line} …", file=sys.stderr, flush=True)


def parts(full: bool) -> dict[str, Part]:
    postgresql = connection.vendor == "postgresql"
    found: dict[str, Part] = {
        "steps": lambda: measure_steps(80 if full else 20, tell),
        "http": lambda: measure_http(30 if full else 10, tell),
        "timers": lambda: measure_timers(1000 if full else 150, tell),
        "flatness": lambda: measure_flatness((1, 10, 100, 1000, 5000) if full else (1, 10, 100), 100 if full else 10, tell),
    }  # fmt: skip
    if not postgresql:
        # Neither expressions nor tables touch a database: measured once.
        found["rules"] = lambda: measure_rules(tell)
    if postgresql:
        found["expiry"] = lambda: measure_expiry(1000 if full else 100, tell)
        found["openings"] = lambda: measure_openings(60, tell)
        found["inbox"] = lambda: measure_inbox(
            (1_000, 1_000_000 if full else 20_000), 60 if full else 30, tell
        )
    found["backtests"] = lambda: measure_backtests(10_000 if full else 1_000, tell)
    # After the scenarios of the part before: its cases stay open, and would take up the findings of theirs.
    found["moves"] = lambda: measure_moves(1000 if full else 100, tell)
    # Last: it begins with an empty database.
    found["bureau"] = lambda: measure_bureau(1 if full else 0.05, 20 if full else 5, tell)
    return found


def measure_rules(tell: Callable[[str], None]) -> dict[str, Any]:
    """Evaluations a second of processor time."""
    tell("表达式与决策表")
    return {f"{name} per second": round(rate) for name, rate in measure_decisions().items()}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--full", action="store_true")
    asked.add_argument("--only", action="append")
    options = asked.parse_args()
    naive(settings.DATABASES["default"]).make_tables()
    office()
    version()
    wanted = parts(options.full)
    report = {name: measure() for name, measure in wanted.items() if not options.only or name in options.only}
    print(json.dumps({connection.vendor: report}, ensure_ascii=False))


if __name__ == "__main__":
    main()
