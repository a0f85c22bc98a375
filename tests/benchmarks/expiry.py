"""A thousand papers that end on one day, each with a renewal that starts: one nightly run, shared by two workers."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from casework.cases.clock import LOCAL
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy
from tests.casework.expiry.many import plant

NIGHT = datetime(2026, 6, 25, 1, tzinfo=LOCAL)
WORKERS = 2


def measure_expiry(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Seconds from the start of the workers until nothing waits, and what came of it."""
    tell(f"{count} 份证照同日到期")
    deploy(bundle=read_bundle(DEFINITIONS / "expiry"), at=NIGHT)
    plant(count, ends_on=date(2026, 6, 24), at=NIGHT)
    command = [sys.executable, "-m", "tests.casework.expiry.worker", NIGHT.isoformat()]
    started = time.perf_counter()
    workers = [subprocess.Popen(command, env=dict(os.environ)) for _ in range(WORKERS)]
    for worker in workers:
        if worker.wait():
            raise RuntimeError("a worker failed")
    taken = time.perf_counter() - started
    told = subprocess.run([*command, "tell"], capture_output=True, text=True, check=True)
    return {"papers": count, "workers": WORKERS, "seconds": round(taken, 1), **json.loads(told.stdout)}
